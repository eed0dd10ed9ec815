import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import type { InWork } from '../../kernel/work.ts'
import { audit } from '../team/index.ts'
import { compileContents } from './compile.ts'
import type { MailHouse } from './compose.ts'
import { NewTemplate, Preview, PreviewInput, Template, TemplateVersion } from './contract.ts'
import { preview } from './preview.ts'
import {
  archiveTemplate,
  createTemplate,
  publishVersion,
  templateOf,
  templates,
  versionsOf,
} from './templates.ts'
import { testSend } from './test-send.ts'
import type { MailTransport } from './transport.ts'

interface TemplateRoutesOptions {
  db: Db
  inWork: InWork
  house: () => Promise<MailHouse>
  transport: MailTransport
}

const tags = ['messages']
const read = { access: 'messages:read' }
const write = { access: 'messages:write' }
const Id = z.object({ id: z.uuid() })
const TestSend = PreviewInput.extend({ to: z.email() })

export const templateRoutes: FastifyPluginAsyncZod<TemplateRoutesOptions> = async (
  app,
  { db, inWork, house, transport },
) => {
  const path = '/api/messages/templates'

  app.get(
    path,
    {
      config: read,
      schema: { tags, summary: 'Templates of messages', response: { 200: z.array(Template) } },
    },
    () => templates(db),
  )

  app.post(
    path,
    {
      config: write,
      schema: {
        ...{ tags, summary: 'Add a template', body: NewTemplate },
        response: { 201: Template, 422: Problem },
      },
    },
    async ({ body, actor }, reply) => {
      const contents = await compileContents(body.contents, body.purpose)
      const id = await inWork(async (work) => {
        const templateId = await createTemplate(work, { ...body, contents }, actor.id)
        await audit(work, actor, 'messages/template-created', `template:${templateId}`)
        return templateId
      })
      return reply.code(201).send(await templateOf(db, id))
    },
  )

  app.get(
    `${path}/:id`,
    {
      config: read,
      schema: {
        ...{ tags, summary: 'One template', params: Id },
        response: { 200: Template, 404: Problem },
      },
    },
    ({ params }) => templateOf(db, params.id),
  )

  app.get(
    `${path}/:id/versions`,
    {
      config: read,
      schema: {
        ...{ tags, summary: 'What a template was before, version by version', params: Id },
        response: { 200: z.array(TemplateVersion), 404: Problem },
      },
    },
    ({ params }) => versionsOf(db, params.id),
  )

  app.post(
    `${path}/:id/versions`,
    {
      config: write,
      schema: {
        tags,
        summary: 'Change a template; what it was before is kept',
        params: Id,
        body: NewTemplate.pick({ name: true, contents: true }),
        response: { 201: Template, 404: Problem, 422: Problem },
      },
    },
    async ({ params: { id }, body, actor }, reply) => {
      const { purpose } = await templateOf(db, id)
      const contents = await compileContents(body.contents, purpose)
      await inWork(async (work) => {
        const version = await publishVersion(work, id, { name: body.name, contents }, actor.id)
        await audit(work, actor, 'messages/template-published', `template:${id}`, { version })
      })
      return reply.code(201).send(await templateOf(db, id))
    },
  )

  app.delete(
    `${path}/:id`,
    {
      config: write,
      schema: {
        ...{ tags, summary: 'Archive a template', params: Id },
        response: { 204: z.null(), 404: Problem },
      },
    },
    async ({ params: { id }, actor }, reply) => {
      await inWork(async (work) => {
        await archiveTemplate(work, id)
        await audit(work, actor, 'messages/template-archived', `template:${id}`)
      })
      return reply.code(204).send(null)
    },
  )

  app.post(
    `${path}/:id/preview`,
    {
      config: read,
      schema: {
        tags,
        summary: 'A template as a customer would get it',
        params: Id,
        body: PreviewInput,
        response: { 200: Preview, 404: Problem, 422: Problem },
      },
    },
    async ({ params, body }) => preview(db, await house(), params.id, body),
  )

  app.post(
    `${path}/:id/test`,
    {
      config: { access: 'messages:send' },
      schema: {
        tags,
        summary: 'Send a template to oneself or a colleague, as a test',
        params: Id,
        body: TestSend,
        response: { 204: z.null(), 404: Problem, 409: Problem, 422: Problem },
      },
    },
    async ({ params: { id }, body: { to, ...input }, actor }, reply) => {
      await testSend(db, await house(), transport, { templateId: id, to, input })
      const { customerId } = input
      await inWork((work) =>
        audit(work, actor, 'messages/test-sent', `template:${id}`, { customerId }),
      )
      return reply.code(204).send(null)
    },
  )
}
