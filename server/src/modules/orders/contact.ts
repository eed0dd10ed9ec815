import type { Work } from '../../kernel/work.ts'
import type { ShopperIs } from '../carts/index.ts'
import { putInInbox } from '../thread/index.ts'
import type { Contact } from './contract.ts'

/**
 * Who orders as a guest says who they are: the thread hears it as it would from any form. Of a browser
 * that is known to be somebody's it is not said again: they may be ordering for another.
 */
export async function joinContact(
  work: Work,
  { signedIn, only, anonymousId, channel }: ShopperIs,
  { email, firstName, lastName, phone }: Contact,
): Promise<void> {
  if (signedIn || only || !anonymousId) return
  const id = work.newId()
  const at = work.now.getTime()
  const traits = {
    email,
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(phone && { phone }),
  }
  await putInInbox(work, [
    {
      ...{ id, messageId: id, sourceId: null, type: 'identify', name: 'Identified', anonymousId },
      ...{ at, receivedAt: at, channel, traits, properties: {}, context: {} },
    },
  ])
}
