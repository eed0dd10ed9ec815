import { sql } from 'kysely'
import { z } from 'zod'
import type { Job } from '../../../kernel/jobs.ts'
import type { InWork, Work } from '../../../kernel/work.ts'
import { hourOf } from './count-moves.ts'

const keptDays = 800

/** Writes down, each hour, how large each audience is, where that is not what was written last. */
export function sizesJob(inWork: InWork): Job<object> {
  return {
    name: 'audiences/sizes',
    payload: z.object({}),
    cron: '2 * * * *',
    run: async () => {
      const audiences = await inWork(({ tx }) =>
        tx.selectFrom('audiences.audience').select('id').where('state', '=', 'live').execute(),
      )
      for (const { id } of audiences) await inWork((work) => writeSize(work, id))
      await inWork(forgetOld)
    },
  }
}

/** Writes down how large an audience is now, if it is not as it was last. */
export async function writeSize({ tx, now }: Work, audienceId: string): Promise<void> {
  await sql`
    with counted as (
      select count(*)::integer as members from audiences.member where audience_id = ${audienceId}
    ), known as (
      select members from audiences.size
      where audience_id = ${audienceId} and members is not null order by at desc limit 1
    )
    insert into audiences.size (audience_id, at, members)
    select ${audienceId}, ${hourOf(now)}, counted.members
    from counted left join known on true
    where known.members is distinct from counted.members
    on conflict (audience_id, at) do update set members = excluded.members`.execute(tx)
}

async function forgetOld({ tx, now }: Work): Promise<void> {
  await tx
    .deleteFrom('audiences.size')
    .where('at', '<', new Date(now.getTime() - keptDays * 86_400_000))
    .execute()
}
