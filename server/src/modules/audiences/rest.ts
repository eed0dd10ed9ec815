import type { Db } from '../../kernel/database.ts'
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
  return {
    consents: await consentsFor(db, asking(looks, 'consent')),
    past: await pastFor(db, looks, fresh, onThread),
    lists: await listsOf(db, asking(looks, 'list')),
    personas: await personasOf(db, asking(looks, 'persona')),
    predictions: await predictionsOf(db, asking(looks, 'predicted')),
  }
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
