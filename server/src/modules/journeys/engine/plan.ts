import { audienceEntered, audienceLeft } from '../../audiences/events.ts'
import type { Condition, EventMatch } from '../condition-contract.ts'
import type { Definition } from '../definition-contract.ts'
import type { Entry } from '../entry-contract.ts'
import type { JourneyChannel, Step } from '../step-contract.ts'
import { labelOf } from './conditions.ts'
import { explore } from './graph.ts'

/** A published definition, prepared for the engine. */
export interface Plan {
  readonly journeyId: string
  readonly versionId: string
  readonly definition: Definition
  readonly steps: ReadonlyMap<string, Step>
  /** The event that starts the journey; undefined where only offers do. */
  readonly entry: EventMatch | undefined
  /** Path of the key, if runs are keyed. */
  readonly keyPath: string | undefined
  /** Names of the events that can matter to its runs; the rest of the thread passes unseen. */
  readonly hears: ReadonlySet<string>
  /** Events of which a later step may ask whether they happened. */
  readonly remembers: readonly { readonly label: string; readonly match: EventMatch }[]
  /** Of splits, the steps to which arms lead from which no message is come to. */
  readonly silent: ReadonlySet<string>
  /** Some way leads back to a step before it. */
  readonly hasLoop: boolean
  /** What it asks of a customer. */
  readonly asks: Asks
}

export interface Asks {
  readonly profile: boolean
  readonly habits: boolean
  readonly channels: readonly JourneyChannel[]
  readonly audienceIds: readonly string[]
}

const audienceChanges = { entered: audienceEntered, left: audienceLeft }

/**
 * The fact by which somebody is let in who did nothing for it: invited, picked, on a date, at a set time,
 * by a program or by another journey: `{ journeyId, by, key?, properties?, chain? }`.
 */
export const offered = 'Journey Offered'
/** The fact by which another journey ends the runs of this one: `{ journeyId }`. */
export const stopAsked = 'Journey Stop Asked'

/** The facts by which messages report back. */
export const reports: Readonly<Record<string, 'sent' | 'clicked' | 'not-sent'>> = {
  'Email Sent': 'sent',
  'Email Link Clicked': 'clicked',
  'Email Not Sent': 'not-sent',
}

export function planOf(journeyId: string, versionId: string, definition: Definition): Plan {
  const { steps, exits, exitAudiences, refresh, goal } = definition
  const entry = entryMatch(definition)
  const remembers = remembered(definition)
  const byId = new Map(steps.map((step) => [step.id, step]))
  return {
    ...{ journeyId, versionId, definition, entry, remembers },
    steps: byId,
    keyPath: keyPathOf(definition.entry),
    hears: new Set([
      ...(entry ? [entry.event] : []),
      ...[offered, stopAsked],
      ...Object.keys(reports),
      ...exits.map(({ event }) => event),
      ...exitAudiences.map(({ change }) => audienceChanges[change]),
      ...(refresh?.on ?? []).map(({ event }) => event),
      ...(goal ? [goal.event] : []),
      ...remembers.map(({ match }) => match.event),
      ...steps.flatMap(awaitedBy),
    ]),
    silent: silentFrom(byId),
    hasLoop: explore(byId, definition.first).loops.size > 0,
    asks: asksOf(definition),
  }
}

function silentFrom(byId: ReadonlyMap<string, Step>): ReadonlySet<string> {
  const arms = [...byId.values()].flatMap((step) =>
    step.kind === 'split' || step.kind === 'experiment' ? step.arms : [],
  )
  const writes = (from: string) =>
    [...explore(byId, from).reached].some((id) => byId.get(id)?.kind === 'message')
  return new Set(arms.map(({ next }) => next).filter((next) => !writes(next)))
}

/** News of a product begin a run for each product. */
function keyPathOf(entry: Entry): string | undefined {
  if (entry.kind === 'event') return entry.key
  return entry.kind === 'price-drop' || entry.kind === 'back-in-stock' ? 'sku' : undefined
}

function entryMatch({ entry }: Definition): EventMatch | undefined {
  if (entry.kind === 'event') return entry
  if (entry.kind !== 'audience') return undefined
  return {
    event: audienceChanges[entry.change],
    where: [{ path: 'audienceId', is: 'eq', value: entry.audienceId }],
  }
}

function awaitedBy(step: Step): string[] {
  if (step.kind !== 'wait-until') return []
  return step.branches.map(({ on }) => {
    if (on.of === 'event') return on.event
    return on.is === 'in' || on.is === 'entered' ? audienceEntered : audienceLeft
  })
}

export function conditionsOf(step: Step): Condition[] {
  if (step.kind === 'condition') return [...step.all, ...step.any]
  if (step.kind !== 'branch') return []
  return step.branches.flatMap(({ all, any }) => [...all, ...any])
}

function remembered({ steps }: Definition): Plan['remembers'] {
  const matches = steps.flatMap((step): EventMatch[] => [
    ...conditionsOf(step).flatMap((one) => (one.of === 'happened' ? [one] : [])),
    ...(step.kind === 'wait-until'
      ? step.branches.flatMap(({ on }) => (on.of === 'event' && on.since === 'entry' ? [on] : []))
      : []),
  ])
  const labelled = new Map(matches.map((match) => [labelOf(match), match]))
  return [...labelled].map(([label, match]) => ({ label, match }))
}

const needProfile: readonly Step['kind'][] = [
  'until-date',
  'until-time',
  'best-hour',
  'update',
  'webhook',
  'task',
]

function asksOf({ steps, entry, repeatsWhileIn }: Definition): Asks {
  const conditions = steps.flatMap(conditionsOf)
  const ofKind = <Kind extends Step['kind']>(kind: Kind) =>
    steps.filter((step) => step.kind === kind) as Extract<Step, { kind: Kind }>[]
  const choices = ofKind('channel')
  return {
    profile:
      conditions.some(({ of }) => of === 'traits') ||
      steps.some(({ kind }) => needProfile.includes(kind)),
    habits: ofKind('best-hour').length > 0 || choices.some(({ prefer }) => prefer === 'used'),
    channels: [
      ...new Set(choices.flatMap(({ channels }) => channels.map(({ channel }) => channel))),
    ],
    audienceIds: [
      ...conditions.flatMap((one) => (one.of === 'audience' ? [one.audienceId] : [])),
      ...ofKind('wait-until').flatMap(({ branches }) =>
        branches.flatMap(({ on }) => (on.of === 'audience' ? [on.audienceId] : [])),
      ),
      ...(repeatsWhileIn && entry.kind === 'audience' ? [entry.audienceId] : []),
    ],
  }
}
