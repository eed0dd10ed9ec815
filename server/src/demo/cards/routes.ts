import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Logger } from 'pino'
import type { Db } from '../../kernel/database.ts'
import type { Seal } from '../../kernel/seal.ts'
import type { Work } from '../../kernel/work.ts'
import { hasAccount, keysOf, setAccount } from '../../modules/payments/index.ts'
import { CardBank } from './bank.ts'
import { answerCard } from './server.ts'
import { tellWebhook } from './webhook.ts'

interface CardRoutesOptions {
  readonly db: Db
  readonly seal: Seal
  readonly baseUrl: string
  readonly dataDir: string
  readonly log: Logger
}

const below = '/demo/cards'
/** How long the bank thinks about a card that it does not decide at once. */
const thinkingMs = 8_000

/**
 * The demo's own bank, at an address of the product itself: it speaks Stripe's format, so that the demo
 * shop can be paid in, with cards that pay, are declined, are late or never answer.
 */
export const cardRoutes: FastifyPluginAsyncZod<CardRoutesOptions> = async (
  app,
  { db, seal, baseUrl, dataDir, log },
) => {
  const bank: CardBank = new CardBank({
    ...(dataDir && { file: join(dataDir, 'demo-cards.ndjson') }),
    tell: (told) => {
      if (told.about.status === 'processing') {
        setTimeout(() => bank.decide(told.about.id), thinkingMs).unref()
      }
      tell(told).catch((err: unknown) => log.warn({ err }, 'the demo’s bank could not tell'))
    },
  })
  bank.pagesAt = `${baseUrl}${below}`
  async function tell(told: Parameters<typeof tellWebhook>[1]): Promise<void> {
    const secret = (await keysOf(db, seal))?.webhookSecret
    if (secret) await tellWebhook({ url: `${baseUrl}/api/payments/webhooks/stripe`, secret }, told)
  }
  const door = { bank, secretKey: async () => (await keysOf(db, seal))?.secretKey }
  app.removeAllContentTypeParsers()
  // The bank reads what comes by itself.
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  app.route({
    method: ['GET', 'POST'],
    url: `${below}/*`,
    config: { access: 'public' },
    schema: { hide: true },
    handler: (request, reply) => {
      reply.hijack()
      return answerCard(door, request.raw, reply.raw, below)
    },
  })
}

/** The keys under which the demo's shop pays at the demo's bank, drawn for each demo. */
export async function installBank(
  work: Work,
  { seal, baseUrl }: { seal: Seal; baseUrl: string },
): Promise<void> {
  if (await hasAccount(work.tx)) return
  const drawn = () => randomBytes(18).toString('base64url')
  await setAccount(work, seal, {
    baseUrl: `${baseUrl}${below}`,
    publishableKey: 'pk_test_demo',
    secretKey: `sk_test_${drawn()}`,
    webhookSecret: `whsec_${drawn()}`,
  })
}
