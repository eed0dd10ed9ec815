import type { Loop } from '../../../kernel/loops.ts'
import type { InWork, Work } from '../../../kernel/work.ts'
import { eraseNext } from './erase.ts'
import { type ExportParts, makeExport } from './export.ts'
import { requestOf } from './request.ts'

export interface RequestParts extends ExportParts {
  readonly inWork: InWork
}

/** Does the next part of a request that may run; false when there is none, or another has it in hand. */
export function runNext({ inWork, ...parts }: RequestParts, id?: string): Promise<boolean> {
  return inWork(async (work) => {
    const next = await takeRequest(work, id)
    if (!next) return false
    const row = await requestOf(work.tx, next)
    if (row.kind === 'erasure') await eraseNext(work, row, parts.tables)
    else await makeExport(work, row, parts)
    return true
  })
}

async function takeRequest(work: Work, id: string | undefined): Promise<string | undefined> {
  const row = await work.tx
    .selectFrom('consent.request')
    .select('id')
    .where('state', 'in', ['verified', 'running'])
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('due_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row?.id
}

/** Requests that may run are run at once, one part after the other, by whichever worker is free. */
export const requestsLoop = (parts: RequestParts): Loop => ({
  name: 'consent/requests',
  wakeOn: ['consent.requests'],
  run: async () => {
    await parts.post.ready()
    return runNext(parts)
  },
})
