import { sql } from 'kysely'
import type { Work } from '../../../kernel/work.ts'
import { plainArray } from '../arrays.ts'
import type { Change } from '../membership.ts'

const hourMs = 3_600_000

/** The hour that a moment falls into, by its beginning. */
export const hourOf = (moment: Date) => new Date(Math.floor(moment.getTime() / hourMs) * hourMs)

/** Counts who came and went in this hour, by audience. What a building finds is no coming and going. */
export async function countMoves(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  changes: readonly Pick<Change, 'decision'>[],
): Promise<void> {
  const moves = new Map<string, { entered: number; departed: number }>()
  const moveOf = (id: string) => {
    const known = moves.get(id) ?? { entered: 0, departed: 0 }
    moves.set(id, known)
    return known
  }
  for (const { decision } of changes) {
    for (const { id } of decision.entered) moveOf(id).entered++
    for (const { id } of decision.left) moveOf(id).departed++
  }
  if (moves.size === 0) return
  const counts = [...moves.values()]
  await sql`
    insert into audiences.size as known (audience_id, at, entered, departed)
    select audience_id, ${hourOf(now)}, entered, departed
    from unnest(${plainArray([...moves.keys()])}::uuid[],
      ${plainArray(counts.map(({ entered }) => entered))}::integer[],
      ${plainArray(counts.map(({ departed }) => departed))}::integer[])
      as moved (audience_id, entered, departed)
    on conflict (audience_id, at) do update set
      entered = known.entered + excluded.entered,
      departed = known.departed + excluded.departed`.execute(tx)
}
