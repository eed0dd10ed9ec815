import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import { remember } from '../../kernel/settings.ts'
import { audit, brand } from '../team/index.ts'
import { bounceRoutes } from './bounce-routes.ts'
import { capSetting, frequencyCap } from './cap.ts'
import { caughtRoutes } from './caught-routes.ts'
import {
  Delivery,
  FrequencyCap,
  Message,
  MessageCounts,
  MessageFilters,
  MessagePage,
} from './contract.ts'
import { houseOf } from './house.ts'
import { messageCounts, messageOf, messagesPage, releaseHeld } from './ledger.ts'
import type { MessageDoors } from './open.ts'
import { templateRoutes } from './template-routes.ts'
import { trackingRoutes } from './tracking-routes.ts'

const tags = ['messages']
const read = { access: 'messages:read' }
const Row = z.object({ customerId: z.uuid(), id: z.uuid() })

export const messagesRoutes: FastifyPluginAsyncZod<MessageDoors> = async (
  app,
  { db, inWork, mail, delivery },
) => {
  const house = async () => houseOf(mail, (await brand(db)).name)
  await app.register(trackingRoutes, { inWork, links: mail.links })
  await app.register(templateRoutes, { db, inWork, house, transport: mail.transport })
  await app.register(caughtRoutes, { db })
  await app.register(bounceRoutes, { inWork })

  app.get(
    '/api/messages',
    {
      config: read,
      schema: {
        ...{ tags, summary: 'Messages, the newest first, by filters', querystring: MessageFilters },
        response: { 200: MessagePage },
      },
    },
    ({ query }) => messagesPage(db, query),
  )

  app.get(
    '/api/messages/counts',
    {
      config: read,
      schema: {
        tags,
        summary: 'How many messages stand in which state, and why',
        querystring: MessageFilters.pick({ originId: true, templateId: true }),
        response: { 200: MessageCounts },
      },
    },
    ({ query }) => messageCounts(db, query),
  )

  app.get(
    '/api/messages/delivery',
    {
      config: { access: 'settings:read' },
      schema: {
        ...{ tags, summary: 'Where mails go once they are written, and as whose' },
        response: { 200: Delivery },
      },
    },
    async () => ({ ...delivery, from: (await house()).from }),
  )

  app.get(
    '/api/messages/:customerId/:id',
    {
      config: read,
      schema: {
        ...{ tags, summary: 'One message with what became of it', params: Row },
        response: { 200: Message, 404: Problem },
      },
    },
    ({ params }) => messageOf(db, params.customerId, params.id),
  )

  app.post(
    '/api/messages/:customerId/:id/release',
    {
      config: { access: 'messages:send' },
      schema: {
        ...{ tags, summary: 'Send a held message again, with the newest text', params: Row },
        response: { 200: Message, 404: Problem, 409: Problem },
      },
    },
    async ({ params: { customerId, id }, actor }) => {
      await inWork(async (work) => {
        await releaseHeld(work, customerId, id)
        await audit(work, actor, 'messages/released', `message:${id}`, { customerId })
      })
      return messageOf(db, customerId, id)
    },
  )

  app.get(
    '/api/messages/frequency-cap',
    {
      config: read,
      schema: {
        ...{ tags, summary: 'How many messages a customer gets at most' },
        response: { 200: FrequencyCap },
      },
    },
    () => frequencyCap(db),
  )

  app.put(
    '/api/messages/frequency-cap',
    {
      config: { access: 'messages:write' },
      schema: {
        ...{ tags, summary: 'Change how many messages a customer gets at most' },
        body: FrequencyCap,
        response: { 200: FrequencyCap },
      },
    },
    async ({ body, actor }) => {
      await inWork(async (work) => {
        await remember(work.tx, capSetting, body, work.now)
        await audit(work, actor, 'messages/cap-changed', 'setting:frequency-cap', body)
      })
      return body
    },
  )
}
