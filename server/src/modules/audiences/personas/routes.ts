import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { Problem } from '../../../kernel/http.ts'
import type { InWork } from '../../../kernel/work.ts'
import { NewPersonaSearch, PersonaName, PersonaSearch } from './contract.ts'
import { forgetPersonas, namePersona, personaSearches } from './personas.ts'
import { askForPersonas } from './search.ts'

const tags = ['audiences']
const reading = { access: 'audiences:read' }
const writing = { access: 'audiences:write' }
const One = z.object({ id: z.uuid() })

/** Personas: groups of customers found in what they do. */
export const personaRoutes: FastifyPluginAsyncZod<{ db: Db; inWork: InWork }> = async (
  app,
  { db, inWork },
) => {
  app.get(
    '/api/persona-searches',
    {
      config: reading,
      schema: {
        ...{ tags, summary: 'The personas that were found, search by search' },
        response: { 200: z.array(PersonaSearch) },
      },
    },
    () => personaSearches(db),
  )

  app.post(
    '/api/persona-searches',
    {
      config: writing,
      schema: {
        ...{ tags, summary: 'Look for personas anew, behind the scenes', body: NewPersonaSearch },
        response: { 202: One, 409: Problem },
      },
    },
    async ({ actor, body }, reply) => {
      const id = await inWork((work) => askForPersonas(work, actor, body))
      return reply.code(202).send({ id })
    },
  )

  app.delete(
    '/api/persona-searches/:id',
    {
      config: writing,
      schema: {
        ...{ tags, summary: 'Delete a search with the personas that it found', params: One },
        response: { 204: z.undefined(), 404: Problem, 409: Problem },
      },
    },
    async ({ actor, params }, reply) => {
      await inWork((work) => forgetPersonas(work, actor, params.id))
      return reply.code(204).send()
    },
  )

  app.patch(
    '/api/personas/:id',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Name a persona',
        params: One,
        body: PersonaName,
        response: { 204: z.undefined(), 404: Problem },
      },
    },
    async ({ actor, params, body }, reply) => {
      await inWork((work) => namePersona(work, actor, params.id, body.name))
      return reply.code(204).send()
    },
  )
}
