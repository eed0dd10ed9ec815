import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { Problem } from '../../../kernel/http.ts'
import { audit } from '../../team/index.ts'
import { ConsentRules, RetentionRules, RetentionView } from '../contract.ts'
import type { RequestRoutesOptions } from '../requests/routes.ts'
import { consentRules, setConsentRules } from '../rules.ts'
import type { RetentionParts } from './night.ts'
import { retentionView } from './preview.ts'
import { retentionRules, setRetentionRules } from './rules.ts'

export type RulesRoutesOptions = RequestRoutesOptions & RetentionParts

const tags = ['consent']
const config = { access: 'privacy:write' }

/** How long what is kept, and how people are asked: settings of the data officer. */
export const rulesRoutes: FastifyPluginAsyncZod<RulesRoutesOptions> = async (app, options) => {
  const { db, inWork, clock, tables, lastClicks, post }: RulesRoutesOptions = options
  const view = () => retentionView({ db, tables, lastClicks }, clock.now())

  app.get(
    '/api/privacy/retention',
    {
      config,
      schema: {
        ...{ tags, summary: 'How long data is kept, and what is due to go' },
        response: { 200: RetentionView },
      },
    },
    view,
  )

  app.put(
    '/api/privacy/retention',
    {
      config,
      schema: {
        ...{ tags, summary: 'Change how long data is kept', body: RetentionRules },
        response: { 200: RetentionView, 400: Problem },
      },
    },
    async ({ actor, body }) => {
      await inWork(async (work) => {
        const before = await retentionRules(work.tx)
        await setRetentionRules(work, body)
        await audit(work, actor, 'consent/retention-changed', 'retention:rules', {
          ...{ before, after: body },
        })
      })
      return view()
    },
  )

  app.get(
    '/api/consent/rules',
    {
      config: { access: 'consent:read' },
      schema: {
        ...{ tags, summary: 'The rules of consent: soft and double opt-in' },
        response: { 200: ConsentRules },
      },
    },
    () => consentRules(db),
  )

  app.put(
    '/api/consent/rules',
    {
      config,
      schema: {
        ...{ tags, summary: 'Change the rules of consent', body: ConsentRules },
        response: { 200: ConsentRules, 400: Problem },
      },
    },
    async ({ actor, body }) => {
      // Switched on, the mail that asks for the confirmation must be there at once.
      if (body.doubleOptIn.channels.length > 0) await post.ready()
      await inWork(async (work) => {
        const before = await consentRules(work.tx)
        await setConsentRules(work, body)
        await audit(work, actor, 'consent/rules-changed', 'consent:rules', { before, after: body })
      })
      return consentRules(db)
    },
  )
}
