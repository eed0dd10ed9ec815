import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import type { InWork } from '../../kernel/work.ts'
import { changeList } from './change-list.ts'
import { DefinitionReader } from './definitions.ts'
import { List, ListChange, ListChanged, NewList } from './list-contract.ts'
import { createList, deleteList, list, lists } from './lists.ts'
import { refuseUsed, type UsedBy } from './uses.ts'

const tags = ['audiences']
const reading = { access: 'audiences:read' }
const writing = { access: 'audiences:write' }
const One = z.object({ id: z.uuid() })

/** Lists made by hand, for conditions to name. */
export const listRoutes: FastifyPluginAsyncZod<{
  db: Db
  inWork: InWork
  usedBy: UsedBy
}> = async (app, { db, inWork, usedBy }) => {
  const reader = new DefinitionReader()

  app.get(
    '/api/audience-lists',
    {
      config: reading,
      schema: {
        ...{ tags, summary: 'Lists of people that came from elsewhere' },
        response: { 200: z.array(List) },
      },
    },
    () => lists(db),
  )

  app.post(
    '/api/audience-lists',
    {
      config: writing,
      schema: { tags, summary: 'Begin a list of people', body: NewList, response: { 201: List } },
    },
    async (request, reply) => {
      const id = await inWork((work) => createList(work, request.actor, request.body.name))
      return reply.code(201).send(await list(db, id))
    },
  )

  app.post(
    '/api/audience-lists/:id/people',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Add people to a list, or take them off',
        params: One,
        body: ListChange,
        response: { 200: ListChanged, 404: Problem },
      },
    },
    ({ actor, params, body }) =>
      inWork((work) => changeList(work, actor, { ...body, id: params.id, reader })),
  )

  app.delete(
    '/api/audience-lists/:id',
    {
      config: writing,
      schema: {
        ...{ tags, summary: 'Delete a list that nothing uses', params: One },
        response: { 204: z.undefined(), 404: Problem, 409: Problem },
      },
    },
    async ({ actor, params }, reply) => {
      await inWork(async (work) => {
        await refuseUsed(work.tx, { of: 'list', id: params.id }, usedBy)
        await deleteList(work, actor, params.id)
      })
      return reply.code(204).send()
    },
  )
}
