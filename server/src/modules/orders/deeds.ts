import { z } from 'zod'
import { Problem } from '../../kernel/http.ts'
import type { Work } from '../../kernel/work.ts'
import { type Actor, actorRef, audit } from '../team/index.ts'
import { orderDetail } from './detail.ts'
import type { OrderParts } from './parts.ts'
import { keyById, type OrderKey } from './rows.ts'
import { OrderDetail } from './team-contract.ts'

export const tags = ['orders']
export const reads = { access: 'orders:read' }
export const writes = { access: 'orders:write' }
export const ById = z.object({ id: z.uuid() })
export const refusals = { 404: Problem, 409: Problem, 422: Problem }
export const detail = { 200: OrderDetail, ...refusals }

/** What the team does to an order: each deed is one transaction with its line in the audit, and shows the order as it is then. */
export function deedsOf(parts: OrderParts) {
  const { db, inWork } = parts
  const shown = (key: OrderKey, language: 'fr' | 'en' = 'fr') =>
    orderDetail(db, key, parts, language)
  const act = async (
    actor: Actor,
    id: string,
    action: string,
    task: (work: Work, key: OrderKey, by: string) => Promise<unknown>,
  ) => {
    const key = await keyById(db, id)
    await inWork(async (work) => {
      await task(work, key, actorRef(actor))
      await audit(work, actor, `orders/${action}`, `order:${id}`)
    })
    return shown(key)
  }
  return { shown, act }
}
