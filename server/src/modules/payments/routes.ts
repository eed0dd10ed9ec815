import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import type { Seal } from '../../kernel/seal.ts'
import type { InWork } from '../../kernel/work.ts'
import { actorRef, audit } from '../team/index.ts'
import { accountOf, setAccount } from './account.ts'
import {
  Account,
  AccountInput,
  PaymentDetail,
  PaymentPage,
  PaymentQuery,
  RefundInput,
} from './contract.ts'
import { paymentDetail, paymentPage } from './read.ts'
import { refundPaymentOf } from './refund.ts'
import { hearStripe } from './webhook.ts'

interface PaymentsRoutesOptions {
  readonly db: Db
  readonly inWork: InWork
  readonly seal: Seal
  readonly baseUrl: string
}

const tags = ['payments']
const params = z.object({ customerId: z.uuid(), id: z.uuid() })
const maxMessage = 256 * 1024

export const paymentsRoutes: FastifyPluginAsyncZod<PaymentsRoutesOptions> = async (
  app,
  { db, inWork, seal, baseUrl },
) => {
  app.get(
    '/api/payments',
    {
      config: { access: 'payments:read' },
      schema: {
        ...{ tags, summary: 'Payments, the newest first, by filters', querystring: PaymentQuery },
        response: { 200: PaymentPage },
      },
    },
    ({ query }) => paymentPage(db, query),
  )

  app.get(
    '/api/payments/:customerId/:id',
    {
      config: { access: 'payments:read' },
      schema: {
        ...{ tags, summary: 'One payment with its history', params },
        response: { 200: PaymentDetail, 404: Problem },
      },
    },
    ({ params: { customerId, id } }) => paymentDetail(db, customerId, id),
  )

  app.post(
    '/api/payments/:customerId/:id/refund',
    {
      config: { access: 'payments:refund' },
      schema: {
        ...{ tags, summary: 'Give money of a payment back', params, body: RefundInput },
        response: { 200: PaymentDetail, 404: Problem, 409: Problem },
      },
    },
    async ({ params: { customerId, id }, body: { amount }, actor }) => {
      await inWork(async (work) => {
        await refundPaymentOf(work, { customerId, id, amount, by: actorRef(actor) })
        await audit(work, actor, 'payments/refunded', `payment:${id}`, { amount })
      })
      return paymentDetail(db, customerId, id)
    },
  )

  app.get(
    '/api/payments/account',
    {
      config: { access: 'settings:read' },
      schema: {
        ...{ tags, summary: 'The account at the payment provider, without its secrets' },
        response: { 200: z.object({ account: Account.nullable() }) },
      },
    },
    async () => ({ account: await accountOf(db, baseUrl) }),
  )

  app.put(
    '/api/payments/account',
    {
      config: { access: 'settings:write' },
      schema: {
        tags,
        summary: 'Change the account at the payment provider',
        body: AccountInput,
        response: { 200: z.object({ account: Account.nullable() }) },
      },
    },
    async ({ body, actor }) => {
      await inWork(async (work) => {
        await setAccount(work, seal, body)
        await audit(work, actor, 'payments/account-set', 'payments:stripe')
      })
      return { account: await accountOf(db, baseUrl) }
    },
  )

  const heard: FastifyPluginAsyncZod = async (doors) => {
    doors.removeAllContentTypeParsers()
    doors.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxMessage }, (_, body, done) =>
      done(null, body),
    )
    doors.post(
      '/api/payments/webhooks/stripe',
      {
        config: { access: 'public' },
        bodyLimit: maxMessage,
        schema: {
          tags,
          summary: 'Take news of payments from Stripe',
          response: { 200: z.object({ received: z.literal(true) }), 400: Problem },
        },
      },
      async ({ headers, body }) => {
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
        const header = headers['stripe-signature']
        await hearStripe({ db, inWork, seal }, String(header ?? ''), bytes)
        return { received: true as const }
      },
    )
  }
  await app.register(heard)
}
