import type { Db } from '../../../kernel/database.ts'
import type { CustomerState } from '../engine/state.ts'
import { listsOf } from '../listed.ts'
import { personasOf } from '../personas/personas-of.ts'
import { predictionsOf } from '../predictions/predictions-of.ts'
import type { PastAudiences } from './plans.ts'

/** What is not known by day, so that of a past day there is only what stands today. */
export type OfToday = Pick<CustomerState, 'lists' | 'personas' | 'predictions'>

const none: OfToday = { lists: new Set(), personas: new Set(), predictions: {} }

/** Lists, personas and forecasts of these people, as far as the audiences ask. */
export async function ofToday(
  db: Db,
  { audiences }: PastAudiences,
  finalIds: readonly string[],
): Promise<(finalId: string) => OfToday> {
  const asks = (kind: 'list' | 'persona' | 'predicted') =>
    audiences.some(({ compiled }) => compiled.uses.has(kind)) ? finalIds : []
  const [lists, personas, predictions] = await Promise.all([
    listsOf(db, asks('list')),
    personasOf(db, asks('persona')),
    predictionsOf(db, asks('predicted')),
  ])
  return (finalId) => ({
    lists: lists.get(finalId) ?? none.lists,
    personas: personas.get(finalId) ?? none.personas,
    predictions: predictions.get(finalId) ?? none.predictions,
  })
}
