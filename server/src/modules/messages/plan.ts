import type { Insertable } from 'kysely'
import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import type { Lane } from './contract.ts'
import { TemplateNotFound } from './refusals.ts'
import type { MessageTable } from './tables.ts'

export interface MessagePlan {
  readonly customerId: string
  /** Names the message among all of this customer's: planned twice under one key, it exists once. */
  readonly key: string
  readonly templateId: string
  readonly lane?: Lane
  /** Of messages that compete for what the frequency cap leaves, the higher goes; 50, if absent. */
  readonly priority?: number
  /** When to send it; now, if absent. */
  readonly dueAt?: Date
  /** Where they asked for it to go; to the address that they are known by, if absent. */
  readonly to?: string
  /** Properties of the event that caused it: `{{ event.products }}` in the template. */
  readonly event?: object
  /** Further values: `{{ cart_url }}`. */
  readonly variables?: object
  /** What sends it, for figures and for "why did I get this". */
  readonly origin?: {
    readonly kind: 'journey' | 'campaign' | 'test'
    readonly id: string
    readonly runId?: string
    readonly step?: string
  }
}

/** The row of a plan; `planned` is false when it was there already, under the same key. */
export interface PlannedMessage {
  readonly messageId: string
  readonly planned: boolean
}

/** A statement takes 65,535 parameters, and a row has twenty-one. */
const portion = 1000

/**
 * Puts messages into the ledger, in the order given; the sender takes them once the transaction
 * commits. Whether they may be sent is asked when they are handed over, not here.
 */
export async function planMessages(
  work: Work,
  plans: readonly MessagePlan[],
): Promise<PlannedMessage[]> {
  if (plans.length === 0) return []
  const templates = await templatesOf(work, plans)
  const rows = plans.map((plan) => rowOf(work, plan, templates))
  const fresh = new Set<string>()
  for (let from = 0; from < rows.length; from += portion) {
    const inserted = await work.tx
      .insertInto('messages.message')
      .values(rows.slice(from, from + portion))
      .onConflict((conflict) => conflict.columns(['customer_id', 'dedupe_key']).doNothing())
      .returning('id')
      .execute()
    for (const { id } of inserted) fresh.add(id)
  }
  if (fresh.size > 0) await signal(work.tx, 'messages.due')
  const repeated = rows.filter((row) => !fresh.has(row.id))
  const earlier = await earlierIds(work, repeated)
  return rows.map((row) => {
    if (fresh.has(row.id)) return { messageId: row.id, planned: true }
    return {
      messageId: earlier.get(`${row.customer_id} ${row.dedupe_key}`) ?? row.id,
      planned: false,
    }
  })
}

export async function planMessage(work: Work, plan: MessagePlan): Promise<PlannedMessage> {
  const [planned] = await planMessages(work, [plan])
  if (!planned) throw new Error('a plan has one row')
  return planned
}

type Templates = Awaited<ReturnType<typeof templatesOf>>

async function templatesOf(work: Work, plans: readonly MessagePlan[]) {
  const ids = [...new Set(plans.map((plan) => plan.templateId))]
  const templates = await work.tx
    .selectFrom('messages.template')
    .select(['id', 'version', 'channel', 'purpose'])
    .where('id', 'in', ids)
    .execute()
  return new Map(templates.map((template) => [template.id, template]))
}

function rowOf(work: Work, plan: MessagePlan, templates: Templates): Insertable<MessageTable> {
  const template = templates.get(plan.templateId)
  if (!template) throw new TemplateNotFound({ templateId: plan.templateId })
  return {
    customer_id: plan.customerId,
    id: work.newId(),
    dedupe_key: plan.key,
    template_id: plan.templateId,
    version: template.version,
    channel: template.channel,
    purpose: template.purpose,
    lane: plan.lane ?? 'event',
    priority: plan.priority ?? 50,
    state: 'planned',
    origin_kind: plan.origin?.kind ?? null,
    origin_id: plan.origin?.id ?? null,
    run_id: plan.origin?.runId ?? null,
    step: plan.origin?.step ?? null,
    event: plan.event ?? null,
    variables: plan.variables ?? null,
    planned_at: work.now,
    due_at: plan.dueAt ?? work.now,
    to_address: plan.to ?? null,
  }
}

async function earlierIds(work: Work, rows: readonly Insertable<MessageTable>[]) {
  if (rows.length === 0) return new Map<string, string>()
  const found = await work.tx
    .selectFrom('messages.message')
    .select(['customer_id', 'dedupe_key', 'id'])
    .where(
      'customer_id',
      'in',
      rows.map((row) => row.customer_id),
    )
    .where(
      'dedupe_key',
      'in',
      rows.map((row) => row.dedupe_key),
    )
    .execute()
  return new Map(found.map((row) => [`${row.customer_id} ${row.dedupe_key}`, row.id]))
}
