import type { Insertable } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import type { Fact, FreshEvent, HookOutcome, WeaveHook, WovenBatch } from '../thread/events.ts'
import { ConsentLanguage, type ConsentRules } from './contract.ts'
import { applyStandings, type StandingRow, takeStandings, writeDecisions } from './ledger.ts'
import { partStandings } from './parted.ts'
import {
  decisionNames,
  type RefusedReason,
  readDecision,
  type SaidDecision,
} from './read-decision.ts'
import { consentRules } from './rules.ts'
import type { DecisionTable } from './tables.ts'
import { termsOf } from './terms.ts'
import { type WordingRow, wordingsOf } from './wordings.ts'

/**
 * Decisions that arrive on the thread, from a page, a till or an import, enter the ledger in the
 * transaction that weaves them. One that cannot be proved is no consent: it stays visible as a fact.
 */
export const consentHooks = (): WeaveHook[] => [{ name: 'consent', weave: enterDecisions }]

async function enterDecisions(work: Work, batch: WovenBatch): Promise<HookOutcome | undefined> {
  const events = batch.events.filter((event) => event.name in decisionNames)
  const moved = await movedStandings(work, batch, events)
  const fresh = events.filter((event) => event.type === 'track')
  if (fresh.length === 0) {
    if (moved.length > 0) await applyStandings(work.tx, moved)
    await partStandings(work, batch.unmerges)
    return undefined
  }
  const { entries, facts } = await readAll(work, batch, fresh)
  await writeDecisions(
    work.tx,
    entries.map((entry) => entry.decision),
  )
  await applyStandings(work.tx, [...moved, ...entries.map((entry) => entry.standing)])
  await partStandings(work, batch.unmerges)
  return { facts }
}

/**
 * What stood under absorbed ids stands from now on under the final one. A decision made on one of our
 * own pages is a fact here: its ledger row exists, but the page may have written under an id that a
 * merge took away in the same moment, so its standing is taken along as well.
 */
async function movedStandings(
  work: Work,
  { merges }: WovenBatch,
  events: readonly FreshEvent[],
): Promise<StandingRow[]> {
  const into = new Map(merges.map((merge) => [merge.from, merge.into]))
  for (const { type, finalId, properties } of events) {
    const { customerId } = properties
    if (type === 'fact' && typeof customerId === 'string' && customerId !== finalId) {
      into.set(customerId, finalId)
    }
  }
  if (into.size === 0) return []
  const taken = await takeStandings(work.tx, [...into.keys()])
  return taken.map((row) => ({ ...row, customer_id: last(into, row.customer_id) }))
}

/** Within one batch a customer who absorbed another may be absorbed in turn. */
function last(into: ReadonlyMap<string, string>, customerId: string): string {
  let id = customerId
  for (let next = into.get(id); next !== undefined && next !== customerId; next = into.get(id)) {
    id = next
  }
  return id
}

interface Entry {
  decision: Insertable<DecisionTable>
  standing: StandingRow
}

async function readAll(work: Work, batch: WovenBatch, events: readonly FreshEvent[]) {
  const versions = events.map((event) => event.properties.wording)
  const words = await wordingsOf(work.tx, [
    ...new Set(versions.filter((version) => typeof version === 'string')),
  ])
  const rules = await consentRules(work.tx)
  const entries: Entry[] = []
  const facts: Fact[] = []
  for (const event of events) {
    const read = entriesOf(work, { batch, words, rules }, event)
    if (typeof read === 'string') facts.push(refusal(event, read))
    else {
      entries.push(...read)
      facts.push(...read.flatMap(({ decision }) => confirmationAsked(event, decision)))
    }
  }
  return { entries, facts }
}

interface Given {
  readonly batch: WovenBatch
  readonly words: readonly WordingRow[]
  readonly rules: ConsentRules
}

function entriesOf(
  work: Work,
  { batch, words, rules }: Given,
  event: FreshEvent,
): Entry[] | RefusedReason {
  const kind = decisionNames[event.name] ?? 'withdrawn'
  const said = readDecision(kind, event.properties, event.context.locale)
  if (typeof said === 'string') return said
  if (kind === 'given' && !isProven(event)) return 'proof-missing'
  const profile = batch.customers.get(event.finalId)
  const entries: Entry[] = []
  for (const one of said) {
    const wording = wordingOf(one, profile?.language, words)
    if (one.decision === 'given' && !wording) return 'unknown-wording'
    const stated = one.language !== null
    // The event's own id, unless it says several things at once.
    const id = said.length === 1 ? event.id : work.newId()
    // A clock that runs ahead must not outlive every later no.
    const at = new Date(Math.min(event.at.getTime(), event.receivedAt.getTime()))
    const { purpose, channel } = one
    const until = event.properties.expires_at
    // What an import brings was asked elsewhere, long ago: its proof stands for the answer.
    const { decision, expires_at } = termsOf({ ...one, at, until }, rules, !event.historical)
    const parent = brief(event.properties.parent)
    entries.push({
      decision: {
        customer_id: event.customerId,
        id,
        purpose,
        channel,
        decision,
        at,
        recorded_at: work.now,
        wording_id: wording?.id ?? null,
        language_from: wording && (stated ? 'stated' : 'profile'),
        ...{ expires_at, parent, proof: brief(event.properties.proof) },
        ...proofIn(event, channel, profile?.traits),
      },
      standing: {
        ...{ customer_id: event.finalId, purpose, channel, decision, at, decision_id: id },
        ...{ expires_at, parental: parent !== null },
      },
    })
  }
  return entries
}

/** A yes that is brought in from elsewhere must say where it was asked: hearsay proves nothing. */
const isProven = ({ historical, properties }: FreshEvent) =>
  !historical || brief(properties.form) !== null || brief(properties.proof) !== null

/** Upon this fact the one mail goes out that may reach an address which has not answered. */
function confirmationAsked(event: FreshEvent, entry: Insertable<DecisionTable>): Fact[] {
  if (entry.decision !== 'pending') return []
  const { id: decisionId, purpose, channel } = entry
  return [
    {
      ...{ customerId: event.finalId, name: 'Consent Confirmation Asked', channel: event.channel },
      properties: { decisionId, purpose, channel, wovenTo: event.customerId },
    },
  ]
}

/** The words in the language that was shown; when the event tells none, in the customer's own. */
function wordingOf(
  { purpose, channel, version, language }: SaidDecision,
  profileLanguage: string | undefined,
  words: readonly WordingRow[],
): WordingRow | null {
  const own = ConsentLanguage.safeParse(profileLanguage?.slice(0, 2))
  const wanted = language ?? (own.success ? own.data : null)
  const found = words.find(
    (word) =>
      word.purpose === purpose &&
      word.channel === channel &&
      word.version === version &&
      word.language === wanted,
  )
  return found ?? null
}

/** Who said it from where, as far as the event tells. */
function proofIn(
  { channel: where, sourceId, properties, context }: FreshEvent,
  channel: string,
  traits: Readonly<Record<string, unknown>> = {},
) {
  const identifiers: Partial<Record<string, unknown>> = {
    email: properties.email ?? traits.email,
    sms: properties.phone ?? traits.phone,
  }
  return {
    source_kind: where,
    source_id: sourceId,
    form: brief(properties.form),
    ip: brief(context.ip),
    user_agent: brief(context.userAgent),
    operator: brief(properties.operator),
    identifier: brief(identifiers[channel]),
    message_id: null,
  }
}

const brief = (value: unknown) => (typeof value === 'string' ? value.slice(0, 400) : null)

/** What a person of the team sees on the timeline instead of a consent. */
function refusal(event: FreshEvent, reason: RefusedReason): Fact {
  const { purpose, channel, wording, language } = event.properties
  return {
    customerId: event.finalId,
    name: 'Consent Refused',
    channel: event.channel,
    at: event.at,
    historical: event.historical,
    properties: {
      reason,
      eventId: event.id,
      purpose: brief(purpose),
      channel: brief(channel),
      wording: brief(wording),
      language: brief(language),
    },
  }
}
