import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import type { InWork } from '../../kernel/work.ts'
import { decideHousehold, householdOf } from './household.ts'
import { customerProfile, type SalesOf } from './profile.ts'
import {
  CustomerProfile,
  HouseholdDecision,
  HouseholdMember,
  TraitHistory,
} from './profile-contract.ts'
import type { Readings } from './readings.ts'
import { traitHistories } from './sayings.ts'

export interface ProfileRoutesOptions {
  db: Db
  inWork: InWork
  clock: { now(): Date }
  salesOf: SalesOf
  readings: Readings
}

const tags = ['customers']
const reads = { access: 'customers:read' }
const Id = z.object({ id: z.uuid() })
const refusals = { 404: Problem }

/** What is known of a person and what is made of it; parts of the page that shows them. */
export const profileRoutes: FastifyPluginAsyncZod<ProfileRoutesOptions> = async (
  app,
  { db, inWork, clock, salesOf, readings },
) => {
  app.get(
    '/api/customers/:id/profile',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'The profile of a customer, on one page', params: Id },
        response: { 200: CustomerProfile, ...refusals },
      },
    },
    async ({ params, actor }) => {
      const profile = await customerProfile(db, params.id, { now: clock.now(), salesOf })
      await readings.note(actor, profile.customerId)
      return profile
    },
  )

  app.get(
    '/api/customers/:id/traits',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'How the traits of a customer came about', params: Id },
        response: { 200: z.array(TraitHistory), ...refusals },
      },
    },
    async ({ params, actor }) => {
      const { customerId, histories } = await traitHistories(db, params.id)
      await readings.note(actor, customerId)
      return histories
    },
  )

  app.get(
    '/api/customers/:id/household',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Who may live with a customer', params: Id },
        response: { 200: z.array(HouseholdMember), ...refusals },
      },
    },
    ({ params }) => householdOf(db, params.id),
  )

  app.put(
    '/api/customers/:id/household/:otherId',
    {
      config: { access: 'customers:write' },
      schema: {
        tags,
        summary: 'Say whether two customers live together',
        params: Id.extend({ otherId: z.uuid() }),
        body: HouseholdDecision,
        response: { 204: z.undefined(), ...refusals },
      },
    },
    async ({ params, body, actor }, reply) => {
      await inWork((work) => decideHousehold(work, actor, { ...params, ...body }))
      return reply.code(204).send()
    },
  )
}
