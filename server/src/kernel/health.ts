import { basename } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from './database.ts'
import type { HttpServer } from './http.ts'
import { migrationFiles, sourceRoot } from './migrate.ts'
import { defineRefusal } from './refusal.ts'
import './tables.ts'

const NotReady = defineRefusal<{ reason: 'stopping' | 'database' | 'migrations' }>(
  'server/not-ready',
  503,
)

const Healthy = z.object({ status: z.literal('ok') })
const ok = { status: 'ok' } as const
const config = { access: 'public' }
const schema = { hide: true, response: { 200: Healthy } }

/**
 * /healthz: the process lives, leave it alone. /readyz: it can serve, send it requests; no longer so
 * while it stops, when the database is away, or when its schema is not the one of this version.
 */
export async function healthRoutes(
  http: HttpServer,
  db: Db,
  isStopping: () => boolean,
): Promise<void> {
  const names = (await migrationFiles(sourceRoot)).map((file) => basename(file))

  http.get('/healthz', { config, schema }, () => ok)

  http.get('/readyz', { config, schema }, async () => {
    if (isStopping()) throw new NotReady({ reason: 'stopping' })
    const applied = await countApplied(db, names).catch(() => undefined)
    if (applied === undefined) throw new NotReady({ reason: 'database' })
    if (applied < names.length) throw new NotReady({ reason: 'migrations' })
    return ok
  })
}

/** A database that is away must not keep the one who asks waiting. */
async function countApplied(db: Db, names: readonly string[]): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = '2s'`.execute(tx)
    const { count } = await tx
      .selectFrom('kernel.migration')
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('name', 'in', names)
      .executeTakeFirstOrThrow()
    return count
  })
}
