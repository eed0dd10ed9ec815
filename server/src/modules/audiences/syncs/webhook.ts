import { signTimed } from '../../../kernel/signed.ts'
import { callPlatform, mustBeFine, type Platform, type Reach } from './platform.ts'

interface WebhookParts {
  readonly url: string
  readonly secret: string
  readonly audienceId: string
  readonly now: () => Date
}

/** An address of the brand's own: told who came and who went, signed, by ids and by nothing else. */
export function webhook({ url, secret, audienceId, now }: WebhookParts, reach: Reach): Platform {
  return {
    most: 1_000,
    pace: 50,
    async send(action, entries, callId) {
      const body = JSON.stringify({
        type: action === 'add' ? 'audience.added' : 'audience.removed',
        ...{ id: callId, audienceId, at: now().toISOString() },
        customers: entries.map(({ customerId }) => ({ customerId })),
      })
      const answer = await callPlatform(reach, {
        ...{ url, method: 'POST', body },
        headers: {
          'filrouge-signature': signTimed(secret, body, now().getTime()),
          'idempotency-key': callId,
        },
      })
      mustBeFine(answer)
      return answer.status
    },
  }
}
