import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { liveStream } from '../../kernel/live.ts'
import { cartSignal } from './cart-lines.ts'
import { articlesOf } from './lists.ts'
import { lookAtCart } from './look.ts'
import type { ShopParts } from './parts.ts'

/** Changes that come together are shown together. */
const gatherMs = 20

/**
 * The cart on every open page: whoever changes it, on whatever device or at the till, the change is
 * here within a second. A browser's EventSource sends no headers, so the token may stand in the address.
 */
export const shopLiveRoutes: FastifyPluginAsyncZod<ShopParts> = async (
  app,
  { db, shoppers, signals, clock },
) => {
  app.get(
    '/api/shop/live',
    {
      config: { access: 'public' },
      schema: {
        tags: ['shop'],
        summary: 'Follow the cart and the wish list, by server-sent events',
        querystring: z.object({ token: z.string().max(100).optional() }),
      },
    },
    async (request, reply) => {
      const { token } = request.query
      const shopper = token ? await shoppers.byToken(token) : await shoppers.of(request)
      const stream = liveStream(request, reply, request.headers.origin)
      let { customerId } = shopper
      let leave = signals.on(cartSignal(customerId), () => hurry())
      let timer: NodeJS.Timeout | undefined
      const hurry = () => {
        timer ??= setTimeout(() => {
          timer = undefined
          show().catch((error) => request.log.warn({ err: error }, 'a live cart was not shown'))
        }, gatherMs)
      }
      const show = async () => {
        if (stream.closed) return
        // Asked anew: the session may have gone to whom the customer proved to be, or have ended.
        const now = await shoppers.ofHash(shopper.tokenHash)
        if (!now) return stream.end()
        if (now.customerId !== customerId) {
          leave()
          customerId = now.customerId
          leave = signals.on(cartSignal(customerId), hurry)
        }
        const onlooker = { ...now, now: clock.now() }
        stream.send('cart', await lookAtCart(db, onlooker))
        stream.send('wishes', await articlesOf(db, 'wish', onlooker))
      }
      stream.onClose(() => {
        clearTimeout(timer)
        leave()
      })
      await show()
    },
  )
}
