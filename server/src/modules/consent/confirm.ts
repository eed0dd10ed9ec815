import type { Work } from '../../kernel/work.ts'
import { finalIds } from '../customers/index.ts'
import type { Consumer, WovenEvent } from '../thread/events.ts'
import { decide } from './decide.ts'
import type { Links, LinkTo } from './link.ts'
import type { Post } from './post.ts'
import { BrokenLink } from './refusals.ts'

interface ConfirmParts {
  readonly links: Links
  readonly baseUrl: string
  readonly post: Post
}

/** Writes to whoever said a yes that their address must confirm. */
export const confirmConsumer = (parts: ConfirmParts): Consumer => ({
  name: 'consent/confirm',
  names: async () => ['Consent Confirmation Asked'],
  handle: (work, events) => sendConfirmations(work, events, parts),
})

async function sendConfirmations(
  work: Work,
  events: readonly WovenEvent[],
  { links, baseUrl, post }: ConfirmParts,
): Promise<void> {
  const letters = events.flatMap(({ type, customerId, properties }) => {
    const { decisionId, wovenTo } = properties
    if (type !== 'fact' || typeof decisionId !== 'string' || typeof wovenTo !== 'string') return []
    const token = links.sign('d', { customerId: wovenTo, messageId: decisionId, about: '' })
    const variables = { confirm_url: `${baseUrl}/d/${token}` }
    return [
      { customerId, mail: 'confirm-consent' as const, key: `confirm ${decisionId}`, variables },
    ]
  })
  if (letters.length === 0) return
  await post.ready()
  await post.plan(work, letters)
}

/** The decision that a link of a confirmation is about. */
export async function decisionAsked(work: Work, { customerId, messageId }: LinkTo) {
  const row = await work.tx
    .selectFrom('consent.decision as decision')
    .leftJoin('consent.wording as wording', 'wording.id', 'decision.wording_id')
    .selectAll('decision')
    .select(['wording.version', 'wording.language', 'wording.text'])
    .where('decision.customer_id', '=', customerId)
    .where('decision.id', '=', messageId)
    .where('decision.decision', '=', 'pending')
    .executeTakeFirst()
  if (!row) throw new BrokenLink({})
  return row
}

/**
 * Lets a yes count that was said before, and now from its own address. Late, or after a no, it does
 * not; said twice, it counts once.
 */
export async function confirm(
  work: Work,
  link: LinkTo,
  { ip, userAgent }: { ip: string; userAgent: string | undefined },
): Promise<'confirmed' | 'late'> {
  const asked = await decisionAsked(work, link)
  const finalId = (await finalIds(work.tx, [asked.customer_id])).get(asked.customer_id)
  const standing = await work.tx
    .selectFrom('consent.standing')
    .selectAll()
    .where('customer_id', '=', finalId ?? '')
    .where('purpose', '=', asked.purpose)
    .where('channel', '=', asked.channel)
    .forUpdate()
    .executeTakeFirst()
  if (standing?.decision === 'given') return 'confirmed'
  if (!finalId || standing?.decision !== 'pending') return 'late'
  if (standing.expires_at && standing.expires_at <= work.now) return 'late'
  await decide(work, [
    {
      ...{ customerId: finalId, purpose: asked.purpose, channel: asked.channel },
      ...{ decision: 'given', sourceKind: 'confirmation', ip, userAgent },
      ...{ wording: asked.version ?? undefined, language: asked.language ?? undefined },
      ...{ form: asked.form ?? undefined, identifier: asked.identifier ?? undefined },
      ...{ parent: asked.parent ?? undefined, proof: asked.proof ?? undefined },
      confirms: { id: asked.id, askedAt: asked.at },
    },
  ])
  return 'confirmed'
}
