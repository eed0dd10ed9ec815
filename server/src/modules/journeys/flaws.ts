import type { Db } from '../../kernel/database.ts'
import { isInner } from '../../kernel/outside.ts'
import { knownAudiences, knownLists } from '../audiences/index.ts'
import { sendingChannels, templates } from '../messages/index.ts'
import { atEntry, doubt, flaw, flawsOf } from './check.ts'
import type { JourneyFlaw } from './contract.ts'
import type { Definition } from './definition-contract.ts'
import { conditionsOf } from './engine/plan.ts'
import type { Step } from './step-contract.ts'
import './tables.ts'

/** What keeps a definition from being published, or is worth a look: by itself, and by what it names. */
export async function allFlaws(db: Db, definition: Definition): Promise<JourneyFlaw[]> {
  const named = namesIn(definition)
  const missing = await Promise.all(
    kinds.map(async (kind) => {
      const wanted = named.filter((one) => one.kind === kind)
      if (wanted.length === 0) return []
      const known = await knownOf[kind](
        db,
        wanted.map(({ id }) => id),
      )
      return wanted.filter(({ id }) => !known.has(id))
    }),
  )
  return [
    ...flawsOf(definition),
    ...missing.flat().map(({ kind, step }) => flaw(`unknown-${kind}`, step)),
    ...definition.steps.flatMap(reachOf),
  ]
}

const kinds = ['template', 'audience', 'list', 'journey'] as const
type Kind = (typeof kinds)[number]

type Known = (db: Db, ids: readonly string[]) => Promise<ReadonlySet<string>>

const knownOf: Record<Kind, Known> = {
  template: async (db) => new Set((await templates(db)).map(({ id }) => id)),
  audience: knownAudiences,
  list: knownLists,
  journey: async (db, ids) => {
    const rows = await db
      .selectFrom('journeys.journey')
      .select('id')
      .where('id', 'in', [...ids])
      .execute()
    return new Set(rows.map(({ id }) => id))
  },
}

interface Name {
  readonly kind: Kind
  readonly id: string
  readonly step: string
}

/** What a definition names that lies outside it, and at which step. */
export function namesIn({ entry, exitAudiences, steps }: Definition): Name[] {
  const audience = (id: string, step: string): Name => ({ kind: 'audience', id, step })
  return [
    ...('audienceId' in entry ? [audience(entry.audienceId, atEntry)] : []),
    ...exitAudiences.map(({ audienceId }) => audience(audienceId, atEntry)),
    ...steps.flatMap(namesAt),
  ]
}

function namesAt(step: Step): Name[] {
  const name = (kind: Kind, id: string): Name => ({ kind, id, step: step.id })
  switch (step.kind) {
    case 'message':
      return [name('template', step.templateId)]
    case 'list':
      return [name('list', step.listId)]
    case 'journey':
      return [name('journey', step.journeyId)]
    case 'wait-until':
      return step.branches.flatMap(({ on }) =>
        on.of === 'audience' ? [name('audience', on.audienceId)] : [],
      )
    default:
      return conditionsOf(step).flatMap((one) =>
        one.of === 'audience' ? [name('audience', one.audienceId)] : [],
      )
  }
}

/** Addresses that will not be called, channels on which nothing leaves the house. */
function reachOf(step: Step): JourneyFlaw[] {
  if (step.kind === 'webhook') {
    const host = new URL(step.url).hostname.replace(/^\[|\]$/g, '')
    const inner = /^[\d.]+$|:/.test(host) ? isInner(host) : /(^|\.)localhost$/.test(host)
    return inner ? [doubt('inner-address', step.id)] : []
  }
  if (step.kind !== 'channel') return []
  const sends = ({ channel }: { channel: string }) =>
    sendingChannels.some((sending) => sending === channel)
  return step.channels.every(sends) ? [] : [doubt('channel-not-sent', step.id)]
}
