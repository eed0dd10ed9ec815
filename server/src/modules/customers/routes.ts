import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { liveStream } from '../../kernel/live.ts'
import type { Signals } from '../../kernel/signals.ts'
import type { Actor } from '../team/index.ts'
import { TimelineFilters, TimelinePage, timeline } from '../thread/index.ts'
import { CustomerDetail, CustomerPage } from './contract.ts'
import { customerDetail } from './detail.ts'
import { findBy, threadIds } from './people.ts'
import { type ProfileRoutesOptions, profileRoutes } from './profile-routes.ts'
import { Readings } from './readings.ts'
import { CustomerNotFound } from './refusals.ts'
import { type BuyersOf, searchCustomers } from './search.ts'

type CustomersRoutesOptions = {
  signals: Signals
  buyersOf: BuyersOf
} & Omit<ProfileRoutesOptions, 'readings'>

const Id = z.object({ id: z.uuid() })
const By = z.object({ kind: z.string(), value: z.string() })

export const customersRoutes: FastifyPluginAsyncZod<CustomersRoutesOptions> = async (
  app,
  options,
) => {
  const { db, inWork, signals, buyersOf }: CustomersRoutesOptions = options
  const readings = new Readings(inWork)
  await app.register(profileRoutes, { ...options, readings })
  const config = { access: 'customers:read' }
  const tags = ['customers']

  app.get(
    '/api/customers',
    {
      config,
      schema: {
        tags,
        summary: 'Customers, by search, the newest first',
        querystring: z.object({
          search: z.string().max(200).default(''),
          before: z.uuid().optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: CustomerPage },
      },
    },
    ({ query: { search, before, limit } }) =>
      searchCustomers(db, { words: search, before, limit }, buyersOf),
  )

  app.get(
    '/api/customers/:id',
    {
      config,
      schema: {
        ...{ tags, summary: 'One customer', params: Id },
        response: { 200: CustomerDetail, 404: Problem },
      },
    },
    ({ params, actor }) => readDetail(actor, params.id),
  )

  app.get(
    '/api/customers/by/:kind/:value',
    {
      config,
      schema: {
        ...{ tags, summary: 'One customer, by an identifier', params: By },
        response: { 200: CustomerDetail, 404: Problem },
      },
    },
    async ({ params, actor }) => readDetail(actor, await named(params)),
  )

  const readDetail = async (actor: Actor, id: string) => {
    const detail = await customerDetail(db, id)
    await readings.note(actor, detail.id)
    return detail
  }

  const pageOf = async (actor: Actor, id: string, query: TimelineFilters) => {
    const customerIds = await threadIds(db, id)
    const [finalId] = customerIds
    if (finalId === undefined) throw new CustomerNotFound({ id })
    await readings.note(actor, finalId)
    return timeline(db, { customerIds, ...query })
  }

  app.get(
    '/api/customers/:id/timeline',
    {
      config,
      schema: {
        tags,
        summary: 'What a customer did, page by page',
        params: Id,
        querystring: TimelineFilters,
        response: { 200: TimelinePage, 404: Problem },
      },
    },
    ({ params, query, actor }) => pageOf(actor, params.id, query),
  )

  app.get(
    '/api/customers/by/:kind/:value/timeline',
    {
      config,
      schema: {
        tags,
        summary: 'What a customer did, by an identifier',
        params: By,
        querystring: TimelineFilters,
        response: { 200: TimelinePage, 404: Problem },
      },
    },
    async ({ params, query, actor }) => pageOf(actor, await named(params), query),
  )

  // A page that shows one customer asks again when told that their thread grew.
  app.get(
    '/api/customers/:id/live',
    {
      config,
      schema: { tags, summary: 'Follow what a customer does, by server-sent events', params: Id },
    },
    async (request, reply) => {
      const { id } = request.params
      if ((await threadIds(db, id)).length === 0) throw new CustomerNotFound({ id })
      const stream = liveStream(request, reply)
      let newest = await newestOf(id)
      const leave = signals.on('thread.woven', async () => {
        const now = await newestOf(id).catch(() => newest)
        if (now === newest) return
        newest = now
        stream.send('grown', { id })
      })
      stream.onClose(leave)
    },
  )

  const newestOf = async (id: string) => {
    const { entries } = await timeline(db, { customerIds: await threadIds(db, id), limit: 1 })
    return entries[0]?.id
  }

  const named = async ({ kind, value }: z.infer<typeof By>) => {
    const id = await findBy(db, kind, value)
    if (id === undefined) throw new CustomerNotFound({ id: `${kind} ${value}` })
    return id
  }
}
