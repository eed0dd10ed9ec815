import { createHash } from 'node:crypto'
import type { Db } from '../../kernel/database.ts'
import { sealedText } from './audit.ts'
import type { AuditVerdict } from './contract.ts'
import type { AuditTable } from './tables.ts'

/**
 * Reads the whole audit again and recomputes each hash. Whoever could rewrite every line and the head
 * as well could forge a chain that fits in itself: that shows only beside a `head` kept elsewhere.
 */
export async function verifyAudit(db: Db): Promise<AuditVerdict> {
  const end = await db
    .selectFrom('team.audit_head')
    .select(['position', 'hash'])
    .executeTakeFirstOrThrow()
  let intact = 0
  let head = ''
  const altered = (id: string | null): AuditVerdict => ({
    ...{ intact, head },
    firstAltered: { position: intact + 1, id },
  })
  for await (const line of linesUpTo(db, end.position)) {
    // Of a line that is missing no id is left.
    if (line.position !== intact + 1) return altered(null)
    if (line.previous !== head || line.hash !== hashOfLine(line)) return altered(line.id)
    intact = line.position
    head = line.hash
  }
  if (intact < end.position || head !== end.hash) return altered(null)
  return { intact, head }
}

const portion = 1000

async function* linesUpTo(db: Db, last: number) {
  for (let read = 0; ; ) {
    const lines = await db
      .selectFrom('team.audit')
      .selectAll()
      .where('position', '>', read)
      .where('position', '<=', last)
      .orderBy('position')
      .limit(portion)
      .execute()
    yield* lines
    if (lines.length < portion) return
    read = lines.at(-1)?.position ?? last
  }
}

const hashOfLine = (line: AuditTable) =>
  createHash('sha256')
    .update(line.previous + sealedText(line))
    .digest('hex')
