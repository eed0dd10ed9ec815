import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import type { InWork } from '../../kernel/work.ts'
import { defaultRules } from './default-rules.ts'
import {
  BlockedValue,
  IdentityRules,
  IdentitySettings,
  IdentityWarning,
  KeptApart,
  MergePage,
  NamedIdentifier,
  NewBlockedValue,
  NewDetachment,
  NewKeptApart,
  NewMerge,
  NewUnmerge,
  Ordered,
  PreviewAsked,
  RulePreview,
} from './identity-contract.ts'
import { mergeLog, warningList } from './merge-log.ts'
import { orderDetachment, orderMerge, orderUnmerge } from './orders.ts'
import { previewRules } from './preview.ts'
import { orderRepair } from './repair.ts'
import {
  block,
  blockedValues,
  changeRules,
  keepApart,
  letTogether,
  pairsKeptApart,
  unblock,
} from './rule-changes.ts'
import { storedRules } from './rule-store.ts'

interface IdentityRoutesOptions {
  db: Db
  inWork: InWork
}

const tags = ['identity']
const read = { access: 'customers:read' }
const write = { access: 'identity:write' }
const Id = z.object({ id: z.uuid() })
const Pair = z.object({ one: NamedIdentifier, other: NamedIdentifier })

/** By which rules customers are recognised: settings of the brand, read by all, changed by few. */
export const identityRoutes: FastifyPluginAsyncZod<IdentityRoutesOptions> = async (
  app,
  { db, inWork },
) => {
  const settings = async (): Promise<IdentitySettings> => {
    const { version, rules, changedAt, changedBy } = await storedRules(db)
    const changed = { changedAt: changedAt?.toISOString() ?? null, changedBy }
    return { version, rules, defaults: defaultRules, ...changed }
  }

  app.get(
    '/api/identity/rules',
    {
      config: read,
      schema: {
        ...{ tags, summary: 'How customers are recognised' },
        response: { 200: IdentitySettings },
      },
    },
    settings,
  )

  app.put(
    '/api/identity/rules',
    {
      config: write,
      schema: {
        ...{ tags, summary: 'Change how customers are recognised', body: IdentityRules },
        response: { 200: IdentitySettings, 422: Problem },
      },
    },
    async ({ actor, body }) => {
      await inWork((work) => changeRules(work, actor, body))
      return settings()
    },
  )

  app.get(
    '/api/identity/blocked',
    {
      config: read,
      schema: {
        ...{ tags, summary: 'Identifiers that recognise nobody' },
        response: { 200: z.array(BlockedValue) },
      },
    },
    () => blockedValues(db),
  )

  app.post(
    '/api/identity/blocked',
    {
      config: write,
      schema: {
        tags,
        summary: 'Let an identifier recognise nobody',
        body: NewBlockedValue,
        response: { 200: z.array(BlockedValue), 422: Problem },
      },
    },
    async ({ actor, body }) => {
      await inWork((work) => block(work, actor, body))
      return blockedValues(db)
    },
  )

  app.post(
    '/api/identity/unblocked',
    {
      config: write,
      schema: {
        ...{ tags, summary: 'Let an identifier recognise customers again', body: NamedIdentifier },
        response: { 200: z.array(BlockedValue) },
      },
    },
    async ({ actor, body }) => {
      await inWork((work) => unblock(work, actor, body))
      return blockedValues(db)
    },
  )

  app.get(
    '/api/identity/apart',
    {
      config: read,
      schema: {
        ...{ tags, summary: 'Pairs of customers that are never merged' },
        response: { 200: z.array(KeptApart) },
      },
    },
    () => pairsKeptApart(db),
  )

  app.post(
    '/api/identity/apart',
    {
      config: write,
      schema: {
        ...{ tags, summary: 'Keep two customers apart', body: NewKeptApart },
        response: { 200: z.array(KeptApart), 422: Problem },
      },
    },
    async ({ actor, body }) => {
      await inWork((work) => keepApart(work, actor, body))
      return pairsKeptApart(db)
    },
  )

  app.post(
    '/api/identity/together',
    {
      config: write,
      schema: {
        ...{ tags, summary: 'Let two customers be merged again', body: Pair },
        response: { 200: z.array(KeptApart) },
      },
    },
    async ({ actor, body }) => {
      await inWork((work) => letTogether(work, actor, body))
      return pairsKeptApart(db)
    },
  )

  app.get(
    '/api/identity/warnings',
    {
      config: read,
      schema: {
        tags,
        summary: 'What recognising left aside, the latest first',
        querystring: z.object({
          customerId: z.uuid().optional(),
          code: z.string().max(60).optional(),
        }),
        response: { 200: z.array(IdentityWarning) },
      },
    },
    ({ query }) => warningList(db, query),
  )

  app.get(
    '/api/identity/merges',
    {
      config: read,
      schema: {
        tags,
        summary: 'Merges, the latest first, by filters',
        querystring: z.object({
          customerId: z.uuid().optional(),
          state: z.enum(['standing', 'undone']).optional(),
          forced: z.stringbool().optional(),
          before: z.string().max(100).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: MergePage },
      },
    },
    ({ query }) => mergeLog(db, query),
  )

  // Orders are carried out by the weaver, in their place among the events, a moment after the answer.
  app.post(
    '/api/customers/:id/merges',
    {
      config: write,
      schema: {
        tags,
        summary: 'Merge another customer into this one',
        params: Id,
        body: NewMerge,
        response: { 202: Ordered, 404: Problem, 409: Problem },
      },
    },
    async ({ actor, params: { id }, body }, reply) =>
      reply.code(202).send(await inWork((work) => orderMerge(work, actor, { keep: id, ...body }))),
  )

  app.post(
    '/api/identity/merges/:id/undo',
    {
      config: write,
      schema: {
        tags,
        summary: 'Undo a merge',
        params: Id,
        body: NewUnmerge,
        response: { 202: Ordered, 404: Problem, 409: Problem },
      },
    },
    async ({ actor, params: { id }, body }, reply) =>
      reply
        .code(202)
        .send(await inWork((work) => orderUnmerge(work, actor, { mergeId: id, ...body }))),
  )

  app.post(
    '/api/identity/detach',
    {
      config: write,
      schema: {
        ...{ tags, summary: 'Take an identifier away from its holder', body: NewDetachment },
        response: { 202: Ordered, 404: Problem },
      },
    },
    async ({ actor, body }, reply) =>
      reply.code(202).send(await inWork((work) => orderDetachment(work, actor, body))),
  )

  app.post(
    '/api/identity/preview',
    {
      config: write,
      schema: {
        ...{ tags, summary: 'What other rules would make of the customers; nothing is changed' },
        body: PreviewAsked,
        response: { 200: RulePreview },
      },
    },
    ({ body }) => previewRules(db, body),
  )

  app.post(
    '/api/identity/repair',
    {
      config: write,
      schema: {
        ...{ tags, summary: 'Apply the rules that hold now to the customers there are' },
        response: { 202: z.null() },
      },
    },
    async ({ actor }, reply) => {
      await inWork((work) => orderRepair(work, actor))
      return reply.code(202).send(null)
    },
  )
}
