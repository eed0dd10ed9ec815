import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import { Problem } from '../../kernel/http.ts'
import { version } from '../../kernel/version.ts'
import { auditPage } from './audit-page.ts'
import { AuditPage, AuditQuery, AuditVerdict, Installation } from './contract.ts'
import type { TeamRoutesOptions } from './entry-routes.ts'
import { verifyAudit } from './verify.ts'

const tags = ['team']
const reads = { access: 'audit:read' }
const refusals = { 401: Problem, 403: Problem }

/** Who did what, whether that was written since, and what it was done with. */
export const auditRoutes: FastifyPluginAsyncZod<TeamRoutesOptions> = async (
  app,
  { db, auth, clock },
) => {
  app.get(
    '/api/audit',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Who did what, by filters, the latest first', querystring: AuditQuery },
        response: { 200: AuditPage, ...refusals },
      },
    },
    (request) => auditPage(db, request.query),
  )

  app.get(
    '/api/audit/verdict',
    {
      config: reads,
      schema: {
        ...{ tags, summary: 'Whether the audit is whole, or the first line that was altered' },
        response: { 200: AuditVerdict, ...refusals },
      },
    },
    () => verifyAudit(db),
  )

  app.get(
    '/api/installation',
    {
      config: { access: 'settings:read' },
      schema: {
        ...{ tags, summary: 'The version, the address and the database of this installation' },
        response: { 200: Installation, ...refusals },
      },
    },
    async () => {
      const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db)
      return {
        version,
        address: auth.baseUrl,
        database: rows[0]?.server_version ?? '',
        demo: clock.demo,
      }
    },
  )
}
