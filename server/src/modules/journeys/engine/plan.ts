import { audienceEntered, audienceLeft } from '../../audiences/events.ts'
import type { EventMatch } from '../condition-contract.ts'
import type { Definition } from '../definition-contract.ts'
import type { Step } from '../step-contract.ts'

/** A published definition, prepared for the engine. */
export interface Plan {
  readonly journeyId: string
  readonly versionId: string
  readonly definition: Definition
  readonly steps: ReadonlyMap<string, Step>
  /** What starts the journey. */
  readonly entry: EventMatch
  /** Path of the key, if runs are keyed. */
  readonly keyPath: string | undefined
  /** Names of the events that can matter to its runs; the rest of the thread passes unseen. */
  readonly hears: ReadonlySet<string>
  /** What its conditions ask of a customer. */
  readonly usesTraits: boolean
  readonly audienceIds: readonly string[]
}

const audienceChanges = { entered: audienceEntered, left: audienceLeft }

/** The fact by which those who are in the audience already are let in: `{ journeyId }`. */
export const offered = 'Journey Offered'

/** The facts by which messages report back. */
export const reports: Readonly<Record<string, 'sent' | 'clicked' | 'not-sent'>> = {
  'Email Sent': 'sent',
  'Email Link Clicked': 'clicked',
  'Email Not Sent': 'not-sent',
}

export function planOf(journeyId: string, versionId: string, definition: Definition): Plan {
  const entry = entryMatch(definition)
  const conditions = definition.steps.flatMap((step) => (step.kind === 'condition' ? step.all : []))
  return {
    journeyId,
    versionId,
    definition,
    steps: new Map(definition.steps.map((step) => [step.id, step])),
    entry,
    keyPath: definition.entry.kind === 'event' ? definition.entry.key : undefined,
    hears: new Set([
      entry.event,
      ...(definition.entry.kind === 'audience' ? [offered] : []),
      ...Object.keys(reports),
      ...definition.exits.map(({ event }) => event),
      ...(definition.refresh?.on ?? []).map(({ event }) => event),
      ...(definition.goal ? [definition.goal.event] : []),
      ...definition.steps.flatMap((step) =>
        step.kind === 'wait-until'
          ? step.branches.flatMap(({ on }) => (on.of === 'event' ? [on.event] : []))
          : [],
      ),
    ]),
    usesTraits: conditions.some(({ of }) => of === 'traits'),
    audienceIds: conditions.flatMap((one) => (one.of === 'audience' ? [one.audienceId] : [])),
  }
}

function entryMatch({ entry }: Definition): EventMatch {
  if (entry.kind === 'event') return entry
  if (entry.kind !== 'audience') return { event: offered, where: [] }
  return {
    event: audienceChanges[entry.change],
    where: [{ path: 'audienceId', is: 'eq', value: entry.audienceId }],
  }
}
