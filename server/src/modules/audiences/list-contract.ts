import { z } from 'zod'

/** A list of customers made by hand. */
export const List = z.object({
  id: z.uuid(),
  name: z.string(),
  customers: z.int(),
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
})
export type List = z.infer<typeof List>

export const NewList = z.object({ name: z.string().trim().min(1).max(120) })
export type NewList = z.infer<typeof NewList>

export const listMost = 5_000

/** By what a file names people: an identifier, or our own id. */
export const listKinds = ['email', 'phone', 'loyaltyCard', 'userId', 'customerId'] as const

/** People to put on a list, or to take off it: a portion of a file at a time. */
export const ListChange = z.object({
  action: z.enum(['add', 'remove']),
  by: z.enum(listKinds),
  values: z.array(z.string().min(1).max(200)).min(1).max(listMost),
})
export type ListChange = z.infer<typeof ListChange>

export const ListChanged = z.object({
  /** Customers who stand on the list, or off it, since then. */
  changed: z.int(),
  /** Values that name nobody, as they were given. */
  unknown: z.array(z.string()),
})
export type ListChanged = z.infer<typeof ListChanged>
