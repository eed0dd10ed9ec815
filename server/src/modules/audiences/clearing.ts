import { sql } from 'kysely'
import { z } from 'zod'
import type { Job } from '../../kernel/jobs.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { DefinitionReader } from './definitions.ts'
import { takeTurn } from './turn.ts'

const Clearing = z.object({ audienceId: z.uuid(), number: z.int() })
export const clearAudience = { name: 'audiences/clear', payload: Clearing }

const portion = 500

/** Removes what a deleted audience leaves behind: its members, and filtered tallies nobody uses. */
export function clearJob(inWork: InWork): Job<z.infer<typeof Clearing>> {
  const reader = new DefinitionReader()
  return {
    ...clearAudience,
    run: async (audience) => {
      while (await inWork((work) => clearMembers(work, audience)));
      while (await inWork((work) => clearTallies(work, reader)));
    },
  }
}

async function clearMembers(
  work: Work,
  { audienceId, number }: z.infer<typeof Clearing>,
): Promise<boolean> {
  await takeTurn(work)
  const rows = await work.tx
    .selectFrom('audiences.member')
    .select('customer_id')
    .where('audience_id', '=', audienceId)
    .limit(portion)
    .execute()
  const ids = rows.map((row) => row.customer_id)
  await sql`
    update audiences.standing set audiences = array_remove(audiences, ${number}::integer)
    where customer_id = any(${ids}::uuid[])`.execute(work.tx)
  await sql`
    delete from audiences.member
    where customer_id = any(${ids}::uuid[]) and audience_id = ${audienceId}`.execute(work.tx)
  return ids.length === portion
}

async function clearTallies(work: Work, reader: DefinitionReader): Promise<boolean> {
  const { filters, wideFilters } = await reader.read(work.tx, await takeTurn(work))
  const named = [...filters.values()].flatMap(({ kinds }) => kinds)
  const used = [...named, ...wideFilters].map(({ filter }) => filter)
  const { numAffectedRows } = await sql`
    delete from audiences.tally
    where (customer_id, event, filter) in (
      select customer_id, event, filter from audiences.tally
      where filter <> '' and filter <> all(${used}::text[])
      limit ${portion})`.execute(work.tx)
  return Number(numAffectedRows) === portion
}
