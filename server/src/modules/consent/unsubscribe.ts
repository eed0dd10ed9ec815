import type { Work } from '../../kernel/work.ts'
import { profileOf } from '../customers/index.ts'
import type { Profile } from '../thread/events.ts'
import { ConsentChannel, Purpose } from './contract.ts'
import { decide } from './decide.ts'
import { type LinkTo, noMessage } from './link.ts'
import { identifierOf } from './preferences.ts'
import { BrokenLink } from './refusals.ts'

export interface UnsubscribeLink extends LinkTo {
  readonly purpose: Purpose
  readonly channel: ConsentChannel
}

/** What an unsubscribe link is about: `marketing/email`. */
export function withPurpose(link: LinkTo): UnsubscribeLink {
  const [said, on] = link.about.split('/')
  const purpose = Purpose.safeParse(said)
  const channel = ConsentChannel.safeParse(on)
  if (!purpose.success || !channel.success) throw new BrokenLink({})
  return { ...link, purpose: purpose.data, channel: channel.data }
}

/** Whether a body is the one POST of RFC 8058, as a form of either kind. */
export function isOneClick(body: string): boolean {
  if (body.trim() === 'List-Unsubscribe=One-Click') return true
  return /name="List-Unsubscribe"\r?\n(?:[^\r\n]+\r?\n)*\r?\nOne-Click\r?\n/i.test(body)
}

/**
 * Withdraws the consent that a link names; who is gone needs none. A second click changes nothing that
 * counts, and is written down too.
 */
export async function unsubscribe(
  work: Work,
  { customerId, messageId, purpose, channel }: UnsubscribeLink,
  { ip, userAgent }: { ip: string; userAgent: string | undefined },
): Promise<Profile | undefined> {
  const profile = await profileOf(work.tx, customerId)
  if (!profile) return undefined
  await decide(work, [
    {
      customerId: profile.customerId,
      purpose,
      channel,
      decision: 'withdrawn',
      sourceKind: 'one-click',
      ip,
      userAgent,
      identifier: identifierOf(profile, channel),
      messageId: messageId === noMessage ? undefined : messageId,
    },
  ])
  return profile
}
