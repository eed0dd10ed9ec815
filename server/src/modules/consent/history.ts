import type { Db } from '../../kernel/database.ts'
import { finalIds, threadIds } from '../customers/index.ts'
import {
  type ConsentStanding,
  type CustomerConsents,
  type Decision,
  Purpose,
  purposes,
} from './contract.ts'
import type { StandingRow } from './ledger.ts'
import { CustomerUnknown } from './refusals.ts'

/** Where a person stands on every purpose and channel, and each decision with its proof, newest first. */
export async function consentsOf(db: Db, customerId: string, now: Date): Promise<CustomerConsents> {
  const finalId = (await finalIds(db, [customerId])).get(customerId)
  if (!finalId) throw new CustomerUnknown({ customerId })
  return { standings: await standingsOf(db, finalId, now), history: await historyOf(db, finalId) }
}

export async function standingsOf(db: Db, finalId: string, now: Date): Promise<ConsentStanding[]> {
  const rows = await db
    .selectFrom('consent.standing')
    .selectAll()
    .where('customer_id', '=', finalId)
    .execute()
  return Purpose.options.flatMap((purpose) =>
    purposes[purpose].channels.map((channel): ConsentStanding => {
      const row = rows.find((one) => one.purpose === purpose && one.channel === channel)
      return {
        purpose,
        channel,
        basis: purposes[purpose].basis,
        state: stateOf(row, now),
        at: row?.at.toISOString() ?? null,
        decisionId: row?.decision_id ?? null,
      }
    }),
  )
}

function stateOf(row: StandingRow | undefined, now: Date): ConsentStanding['state'] {
  if (!row) return 'unknown'
  const ended = row.decision !== 'withdrawn' && row.expires_at !== null && row.expires_at <= now
  return ended ? 'expired' : row.decision
}

async function historyOf(db: Db, finalId: string): Promise<Decision[]> {
  const rows = await db
    .selectFrom('consent.decision as decision')
    .leftJoin('consent.wording as wording', 'wording.id', 'decision.wording_id')
    .selectAll('decision')
    .select(['wording.version', 'wording.language', 'wording.text', 'wording.text_hash'])
    .where('decision.customer_id', 'in', await threadIds(db, finalId))
    .orderBy('decision.at', 'desc')
    .orderBy('decision.id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    purpose: row.purpose,
    channel: row.channel,
    decision: row.decision,
    at: row.at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    sourceKind: row.source_kind,
    sourceId: row.source_id,
    form: row.form,
    ip: row.ip,
    userAgent: row.user_agent,
    operator: row.operator,
    identifier: row.identifier,
    messageId: row.message_id,
    expiresAt: row.expires_at?.toISOString() ?? null,
    parent: row.parent,
    confirms: row.confirms,
    askedAt: row.asked_at?.toISOString() ?? null,
    proof: row.proof,
    languageFrom: row.language_from,
    wording: row.wording_id
      ? {
          id: row.wording_id,
          version: row.version ?? '',
          language: row.language ?? '',
          text: row.text ?? '',
          textHash: row.text_hash ?? '',
        }
      : null,
  }))
}
