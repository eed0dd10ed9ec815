import { signTimed } from '../../kernel/signed.ts'
import { newName } from './intent.ts'

/** Tells an address of something that happened, signed as Stripe signs. Nobody waits for it. */
export async function tellWebhook(
  { url, secret }: { url: string; secret: string },
  { type, about }: { type: string; about: object },
): Promise<number> {
  const body = JSON.stringify({
    id: newName('evt'),
    object: 'event',
    type,
    data: { object: about },
  })
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'stripe-signature': signTimed(secret, body, Date.now()),
    },
    body,
  })
  return response.status
}
