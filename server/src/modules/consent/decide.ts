import type { Work } from '../../kernel/work.ts'
import { finalIds } from '../customers/index.ts'
import { record } from '../thread/index.ts'
import {
  type ConsentChannel,
  type ConsentLanguage,
  type ConsentRules,
  type DecisionKind,
  type Purpose,
  purposes,
} from './contract.ts'
import { applyStandings, writeDecisions } from './ledger.ts'
import { CustomerUnknown, PurposeNotOnChannel, UnknownWording } from './refusals.ts'
import { consentRules } from './rules.ts'
import { type Terms, termsOf } from './terms.ts'
import { type WordingRow, wordingsOf } from './wordings.ts'

export interface NewDecision {
  readonly customerId: string
  readonly purpose: Purpose
  readonly channel: ConsentChannel
  readonly decision: DecisionKind
  /** The version of the words that were shown: needed for a yes. */
  readonly wording?: string | undefined
  readonly language?: ConsentLanguage | undefined
  /** Where it was made: a page of ours, a mail program's button, a complaint, a person of the team. */
  readonly sourceKind: 'preference-page' | 'one-click' | 'complaint' | 'team' | 'confirmation'
  readonly form?: string | undefined
  readonly ip?: string | undefined
  readonly userAgent?: string | undefined
  readonly operator?: string | undefined
  readonly identifier?: string | undefined
  readonly parent?: string | undefined
  readonly proof?: string | undefined
  /** Of a confirmation: the decision that it confirms, and when that was taken. */
  readonly confirms?: { readonly id: string; readonly askedAt: Date } | undefined
  /** The message whose link was followed. */
  readonly messageId?: string | undefined
}

/**
 * Enters decisions made with us, not on the brand's pages: they count as soon as this commits, and
 * the thread is told.
 */
export async function decide(work: Work, decisions: readonly NewDecision[]): Promise<void> {
  if (decisions.length === 0) return
  const final = await finalIds(work.tx, [...new Set(decisions.map((one) => one.customerId))])
  const words = await wordingsOf(work.tx, [
    ...new Set(decisions.flatMap(({ wording }) => wording ?? [])),
  ])
  const rules: ConsentRules = await consentRules(work.tx)
  const entries = decisions.map((one) => {
    const customerId = final.get(one.customerId)
    if (!customerId) throw new CustomerUnknown({ customerId: one.customerId })
    const terms = termsOf({ ...one, at: work.now }, rules, one.sourceKind === 'team')
    return { ...one, customerId, id: work.newId(), words: checkedWording(one, words), terms }
  })
  await writeDecisions(
    work.tx,
    entries.map((entry) => rowOf(work, entry)),
  )
  await applyStandings(
    work.tx,
    entries.map(({ id, customerId, purpose, channel, terms, parent }) => ({
      ...{ customer_id: customerId, purpose, channel, at: work.now, decision_id: id },
      ...{ ...terms, parental: parent !== undefined },
    })),
  )
  await record(
    work,
    entries.map((entry) => ({
      customerId: entry.customerId,
      name: factNames[entry.terms.decision],
      channel: entry.channel,
      properties: {
        customerId: entry.customerId,
        decisionId: entry.id,
        purpose: entry.purpose,
        channel: entry.channel,
        source: entry.sourceKind,
        ...(entry.terms.decision === 'pending' && { wovenTo: entry.customerId }),
        ...(entry.wording && { wording: entry.wording }),
        ...(entry.language && { language: entry.language }),
        ...(entry.messageId && { messageId: entry.messageId }),
      },
    })),
  )
}

const factNames = {
  given: 'Consent Given',
  withdrawn: 'Consent Withdrawn',
  pending: 'Consent Confirmation Asked',
} as const

function checkedWording(one: NewDecision, words: readonly WordingRow[]): WordingRow | null {
  const { purpose, channel, decision, wording, language } = one
  const rule = purposes[purpose]
  if (rule.basis !== 'consent' || !rule.channels.includes(channel)) {
    throw new PurposeNotOnChannel({ purpose, channel })
  }
  const found = words.find(
    (word) =>
      word.purpose === purpose &&
      word.channel === channel &&
      word.version === wording &&
      word.language === language,
  )
  if (decision === 'given' && !found) {
    const named = { version: wording ?? null, language: language ?? null }
    throw new UnknownWording({ purpose, channel, ...named })
  }
  return found ?? null
}

function rowOf(
  work: Work,
  entry: NewDecision & {
    readonly id: string
    readonly words: WordingRow | null
    readonly terms: Terms
  },
) {
  const { customerId, id, purpose, channel, words, terms } = entry
  return {
    customer_id: customerId,
    id,
    purpose,
    channel,
    ...terms,
    at: work.now,
    recorded_at: work.now,
    wording_id: words?.id ?? null,
    language_from: words && ('stated' as const),
    source_kind: entry.sourceKind,
    source_id: null,
    form: entry.form ?? null,
    ip: entry.ip ?? null,
    user_agent: entry.userAgent?.slice(0, 400) ?? null,
    operator: entry.operator ?? null,
    identifier: entry.identifier ?? null,
    message_id: entry.messageId ?? null,
    parent: entry.parent ?? null,
    proof: entry.proof ?? null,
    confirms: entry.confirms?.id ?? null,
    asked_at: entry.confirms?.askedAt ?? null,
  }
}
