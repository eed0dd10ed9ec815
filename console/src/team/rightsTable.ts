import { Right, type Role, rightsOf } from '../../../server/src/modules/team/contract.ts'

export type Thing = Right extends `${infer Name}:${string}` ? Name : never
export type Deed = Right extends `${string}:${infer Name}` ? Name : never

const partsOf = (right: Right) => right.split(':') as [Thing, Deed]

/** What rights are about, in the order of the contract. */
export const things: readonly Thing[] = [
  ...new Set(Right.options.map((right) => partsOf(right)[0])),
]

/** What a role may do with a thing. */
export function deedsOf(role: Role, thing: Thing): Deed[] {
  return rightsOf[role].map(partsOf).flatMap(([of, deed]) => (of === thing ? [deed] : []))
}
