import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { measurementRoutes } from './measurement/routes.ts'
import { copyPages } from './requests/copy-routes.ts'
import { exportPages } from './requests/pages-routes.ts'
import { requestRoutes } from './requests/routes.ts'
import { type RulesRoutesOptions, rulesRoutes } from './retention/routes.ts'

type PrivacyOptions = RulesRoutesOptions & { readonly brandName: string }

/** What the data officer does, and the pages where people fetch what they asked for. */
export const privacyRoutes: FastifyPluginAsyncZod<PrivacyOptions> = async (app, options) => {
  await app.register(exportPages, options)
  await app.register(copyPages, options)
  await app.register(requestRoutes, options)
  await app.register(measurementRoutes, options)
  await app.register(rulesRoutes, options)
}
