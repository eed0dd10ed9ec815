import { drawOf } from '../../server/src/modules/journeys/engine/draw.ts'
import type { Product } from '../product.ts'

const candidates = 40

/**
 * Somebody for whom the lot falls as a case wants it: of some visitors the one whose own draw comes
 * nearest, who then turns out to be the user of the case.
 */
export async function cast(
  product: Product,
  user: string,
  { journeyId, step, draw }: { journeyId: string; step: string; draw: number },
): Promise<void> {
  const { collect, settle, call } = product
  const visitors = Array.from({ length: candidates }, (_, at) => `visitor-${user}-${at}`)
  for (const anonymousId of visitors) await collect({ type: 'page', anonymousId, name: 'Home' })
  await settle()
  const draws = await Promise.all(
    visitors.map(async (anonymousId) => {
      const { id } = await call('GET', `/api/customers/by/anonymous_id/${anonymousId}`)
      return { anonymousId, off: Math.abs(drawOf(journeyId, id)(step) - draw) }
    }),
  )
  const nearest = draws.sort((one, other) => one.off - other.off)[0]
  await collect({ type: 'identify', userId: user, anonymousId: nearest?.anonymousId, traits: {} })
  await settle()
}
