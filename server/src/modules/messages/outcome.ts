import { sql } from 'kysely'
import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import type { Fact } from '../thread/events.ts'
import { record } from '../thread/index.ts'
import type { MessageRow } from './claim.ts'
import type { MessageLanguage, MessageReason } from './contract.ts'
import { broadcastMoved } from './of-campaigns.ts'
import { type Suppressed, suppress } from './suppression.ts'

/** What became of a claimed message. */
export interface Outcome {
  readonly row: MessageRow
  readonly state: 'handed_over' | 'held' | 'refused' | 'failed' | 'unknown' | 'bounced' | 'planned'
  readonly reason?: MessageReason
  readonly detail?: string
  readonly ground?: string | null
  readonly decisionId?: string | null
  /** Of a soft opt-in: the order that it rests on. */
  readonly orderEventId?: string | null
  readonly language?: MessageLanguage
  readonly address?: string
  readonly providerId?: string
  /** Of one that is planned again: when to try. */
  readonly dueAt?: Date
  readonly suppress?: Suppressed
}

/**
 * Writes what became of a batch, and tells the thread, in one transaction. A row that was meanwhile
 * called unknown, since its claim was overdue, learns here what did happen to it.
 */
export async function writeOutcomes(
  work: Work,
  sender: string,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return
  const column = (pick: (outcome: Outcome) => unknown) => sql`${outcomes.map(pick)}`
  const { rows } = await sql<{ id: string }>`
    update messages.message as message
    set state = outcome.state,
        reason = outcome.reason,
        detail = outcome.detail,
        ground = outcome.ground,
        decision_id = outcome.decision_id,
        order_event_id = outcome.order_event_id,
        language = outcome.language,
        address = outcome.address,
        provider_id = outcome.provider_id,
        due_at = coalesce(outcome.due_at, message.due_at),
        handed_over_at = case when outcome.state = 'handed_over' then ${work.now}::timestamptz end,
        ended_at = case when outcome.state <> 'planned' then ${work.now}::timestamptz end
    from unnest(
      ${column((one) => one.row.customer_id)}::uuid[],
      ${column((one) => one.row.id)}::uuid[],
      ${column((one) => one.state)}::text[],
      ${column((one) => one.reason ?? null)}::text[],
      ${column((one) => one.detail ?? null)}::text[],
      ${column((one) => one.ground ?? null)}::text[],
      ${column((one) => one.decisionId ?? null)}::uuid[],
      ${column((one) => one.orderEventId ?? null)}::uuid[],
      ${column((one) => one.language ?? null)}::text[],
      ${column((one) => one.address ?? null)}::text[],
      ${column((one) => one.providerId ?? null)}::text[],
      ${column((one) => one.dueAt ?? null)}::timestamptz[]
    ) as outcome (customer_id, id, state, reason, detail, ground, decision_id, order_event_id, language, address,
                  provider_id, due_at)
    where message.customer_id = outcome.customer_id
      and message.id = outcome.id
      and message.claimed_by = ${sender}
      and message.state in ('claimed', 'unknown')
    returning message.id`.execute(work.tx)
  const written = new Set(rows.map((row) => row.id))
  const final = outcomes.filter(({ row }) => written.has(row.id))
  await suppress(
    work,
    final.flatMap((one) => one.suppress ?? []),
  )
  await record(work, final.flatMap(factOf))
  if (final.some(({ row }) => row.lane === 'broadcast')) await signal(work.tx, broadcastMoved)
}

const factNames: Readonly<Partial<Record<Outcome['state'], string>>> = {
  handed_over: 'Email Sent',
  bounced: 'Email Bounced',
  held: 'Email Not Sent',
  refused: 'Email Not Sent',
  failed: 'Email Not Sent',
}

function factOf({ row, state, reason }: Outcome): Fact[] {
  const name = factNames[state]
  return name ? [emailFact(row, name, reason ? { state, reason } : {})] : []
}

type Named = Pick<
  MessageRow,
  | 'customer_id'
  | 'id'
  | 'template_id'
  | 'version'
  | 'purpose'
  | 'origin_kind'
  | 'origin_id'
  | 'run_id'
  | 'step'
>

/** A fact about a message, with all that says where it comes from. */
export function emailFact(row: Named, name: string, more: Record<string, unknown> = {}): Fact {
  return {
    customerId: row.customer_id,
    name,
    channel: 'email',
    properties: {
      messageId: row.id,
      templateId: row.template_id,
      version: row.version,
      purpose: row.purpose,
      ...(row.origin_kind && row.origin_id && { [`${row.origin_kind}Id`]: row.origin_id }),
      ...(row.run_id && { runId: row.run_id }),
      ...(row.step && { step: row.step }),
      ...more,
    },
  }
}
