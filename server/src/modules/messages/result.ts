import type { MessageLanguage } from './contract.ts'
import type { Outcome } from './outcome.ts'
import type { Permitted } from './permit.ts'
import type { HandOver, OutgoingMail } from './transport.ts'

/** A mail with the row and the permission behind it. */
export interface Letter {
  readonly permitted: Permitted
  readonly language: MessageLanguage
  readonly mail: OutgoingMail
}

/** How often a message is tried while its server cannot take it: for about four hours. */
const mostTries = 12

const retryAt = (now: Date, tries: number) =>
  new Date(now.getTime() + Math.min(3_600_000, 5000 * 2 ** (tries - 1)))

/** What the server's answer means for the ledger. */
export function outcomeOf(letter: Letter, result: HandOver | undefined, now: Date): Outcome {
  const { row, address, permission } = letter.permitted
  const known = {
    row,
    address,
    ground: permission.ground,
    decisionId: permission.decisionId,
    orderEventId: permission.orderEventId,
    language: letter.language,
  }
  if (!result) throw new Error('every letter has a result')
  switch (result.outcome) {
    case 'accepted':
      return { ...known, state: 'handed_over', providerId: result.response.slice(0, 200) }
    case 'address-refused':
      return {
        ...known,
        state: 'bounced',
        reason: 'address-refused',
        detail: result.detail,
        ...(result.gone && { suppress: { address, reason: 'address-refused' } }),
      }
    case 'message-refused':
      return { ...known, state: 'failed', reason: 'message-refused', detail: result.detail }
    case 'unknown':
      return { ...known, state: 'unknown', reason: 'outcome-unknown', detail: result.detail }
    case 'later': {
      const again = row.tries < mostTries
      return {
        ...known,
        state: again ? 'planned' : 'failed',
        reason: 'provider-unreachable',
        detail: result.detail,
        ...(again && { dueAt: retryAt(now, row.tries) }),
      }
    }
  }
}
