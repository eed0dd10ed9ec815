import type { Work } from '../../kernel/work.ts'
import { profilesOf } from '../customers/index.ts'
import { record } from '../thread/index.ts'
import type { Leaf } from './condition-contract.ts'
import type { Definitions } from './definitions.ts'
import { lookAt } from './look.ts'
import { applyChanges, factsOf } from './membership.ts'
import { countMoves } from './sizes/count-moves.ts'
import { standingsChanged, standingsOf } from './standing.ts'
import { switchOff } from './switch-off.ts'

/**
 * Lets the audiences that ask for this kind of thing look at people of whom it has changed without any
 * event. Within a turn; people by final id.
 */
export async function lookAgain(
  work: Work,
  people: readonly string[],
  definitions: Definitions,
  kind: Leaf['kind'],
): Promise<void> {
  const audiences = definitions.audiences.filter(({ compiled }) => compiled.uses.has(kind))
  if (audiences.length === 0 || people.length === 0) return
  const standings = await standingsOf(work.tx, people)
  const known = people.filter((id) => standings.has(id))
  const profiles = await profilesOf(work.tx, known)
  const looks = new Map(known.map((id) => [id, audiences]))
  const { changes, failed } = await lookAt(work, looks, profiles, standings)
  await applyChanges(
    work,
    changes.map((change) => ({
      ...change,
      until: Math.min(change.until, change.before?.until ?? change.until),
    })),
  )
  await standingsChanged(work)
  await switchOff(work, failed)
  await countMoves(work, changes)
  await record(
    work,
    changes.flatMap((change) => factsOf(change)),
  )
}
