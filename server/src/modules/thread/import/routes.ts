import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Db } from '../../../kernel/database.ts'
import { imports } from './book.ts'
import { Import } from './contract.ts'

export const importRoutes: FastifyPluginAsyncZod<{ db: Db }> = async (app, { db }) => {
  app.get(
    '/api/imports',
    {
      config: { access: 'sources:read' },
      schema: {
        tags: ['thread'],
        response: { 200: z.object({ imports: z.array(Import) }) },
      },
    },
    async () => ({ imports: await imports(db) }),
  )
}
