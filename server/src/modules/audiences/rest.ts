import type { Db } from '../../kernel/database.ts'
import { all } from '../../kernel/work.ts'
import { lastingConsentOf } from '../consent/index.ts'
import type { FreshEvent } from '../thread/events.ts'
import type { Leaf } from './condition-contract.ts'
import type { StandingConsent } from './engine/state.ts'
import { forever } from './engine/verdict.ts'
import { listsOf } from './listed.ts'
import { pastFor } from './past.ts'
import { personasOf } from './personas/personas-of.ts'
import { predictionsOf } from './predictions/predictions-of.ts'
import type { Known, Looks } from './states.ts'

/**
 * What the audiences about to look at people ask of them besides profiles and tallies: a statement or
 * two for each kind of thing that somebody asks for, none for what nobody does.
 */
export async function restOf(
  db: Db,
  looks: Looks,
  fresh: readonly FreshEvent[] = [],
  onThread?: (customerId: string) => boolean,
): Promise<Omit<Known, 'profiles' | 'tallies'>> {
  const [consents, past, lists, personas, predictions] = await all([
    consentsFor(db, asking(looks, 'consent')),
    pastFor(db, looks, fresh, onThread),
    listsOf(db, asking(looks, 'list')),
    personasOf(db, asking(looks, 'persona')),
    predictionsOf(db, asking(looks, 'predicted')),
  ])
  return { consents, past, lists, personas, predictions }
}

/** Those of whom an audience wants to know something of this kind. */
const asking = (looks: Looks, kind: Leaf['kind']): string[] =>
  [...looks]
    .filter(([, audiences]) => audiences.some(({ compiled }) => compiled.uses.has(kind)))
    .map(([customerId]) => customerId)

async function consentsFor(db: Db, customerIds: readonly string[]): Promise<Known['consents']> {
  const consents = new Map<string, Record<string, StandingConsent>>()
  for (const [customerId, answers] of await lastingConsentOf(db, customerIds)) {
    const entries = Object.entries(answers).map(([key, { decision, expiresAt }]) => [
      key,
      { is: decision, until: expiresAt?.getTime() ?? forever },
    ])
    consents.set(customerId, Object.fromEntries(entries))
  }
  return consents
}
