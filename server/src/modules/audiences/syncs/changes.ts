import { sql } from 'kysely'
import { signal } from '../../../kernel/signals.ts'
import type { Work } from '../../../kernel/work.ts'
import type { Consumer, WovenEvent } from '../../thread/events.ts'
import { plainArray } from '../arrays.ts'
import { audienceEntered, audienceLeft } from '../events.ts'

const consents = new Set(['Consent Given', 'Consent Withdrawn'])

/** Changes that come together go together. */
const gatherMs = 20_000

/** Notes of whom something must be said elsewhere: who came, who went, who said yes or no. */
export const syncsConsumer: Consumer = {
  name: 'audiences/syncs',
  names: async () => [audienceEntered, audienceLeft, ...consents],
  handle: async (work, events) => {
    const syncs = await work.tx.selectFrom('audiences.sync').select(['id', 'audience_id']).execute()
    if (syncs.length === 0) return
    const changes = new Map<string, { customerId: string; syncId: string }>()
    for (const event of events) {
      for (const { id } of syncs.filter((sync) => isAbout(event, sync.audience_id))) {
        const change = { customerId: event.customerId, syncId: id }
        changes.set(`${id} ${event.customerId}`, change)
      }
    }
    await note(work, [...changes.values()])
  },
}

const isAbout = ({ name, properties }: WovenEvent, audienceId: string) =>
  consents.has(name) || properties.audienceId === audienceId

async function note(
  { tx, now }: Work,
  changes: readonly { customerId: string; syncId: string }[],
): Promise<void> {
  if (changes.length === 0) return
  await sql`
    insert into audiences.sync_change (customer_id, sync_id, at)
    select customer_id, sync_id, ${now}
    from unnest(${plainArray(changes.map(({ customerId }) => customerId))}::uuid[],
      ${plainArray(changes.map(({ syncId }) => syncId))}::uuid[]) as changed (customer_id, sync_id)
    on conflict (customer_id, sync_id) do update set at = excluded.at`.execute(tx)
  // One that failed keeps to its own pace.
  const soon = new Date(now.getTime() + gatherMs)
  await sql`
    update audiences.sync set next_at = least(next_at, ${soon})
    where id = any(${plainArray([...new Set(changes.map(({ syncId }) => syncId))])}::uuid[])
      and tries = 0`.execute(tx)
  await signal(tx, 'audiences.syncs')
}
