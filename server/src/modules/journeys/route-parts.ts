import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { type Actor, audit } from '../team/index.ts'

export interface JourneysRoutesOptions {
  readonly db: Db
  readonly inWork: InWork
  readonly clock: { now(): Date }
}

export const tags = ['journeys']
export const reads = { access: 'journeys:read' }
export const writes = { access: 'journeys:write' }
export const ById = z.object({ id: z.uuid() })
export const refusals = { 404: Problem, 409: Problem, 422: Problem }

/** What is done to a journey, by whom, in one transaction with its line in the audit. */
export type Change<Result> = (work: Work, id: string) => Promise<Result>

export const auditing =
  (inWork: InWork) =>
  <Result>(actor: Actor, action: string, id: string, change: Change<Result>): Promise<Result> =>
    inWork(async (work) => {
      const result = await change(work, id)
      await audit(work, actor, `journeys/${action}`, `journey:${id}`)
      return result
    })
