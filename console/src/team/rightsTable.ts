import { Right, type Role, rightsOf } from '../../../server/src/modules/team/contract.ts'

export type Thing = Right extends `${infer Name}:${string}` ? Name : never
export type Deed = Right extends `${string}:${infer Name}` ? Name : never

const partsOf = (right: Right) => right.split(':') as [Thing, Deed]

export const deedOf = (right: Right): Deed => partsOf(right)[1]

/** What rights are about, in the order of the contract. */
export const things: readonly Thing[] = [
  ...new Set(Right.options.map((right) => partsOf(right)[0])),
]

/** What a role may do with a thing. */
export const deedsOf = (role: Role, thing: Thing): Deed[] => deedsIn(rightsOf[role], thing)

export function deedsIn(rights: readonly Right[], thing: Thing): Deed[] {
  return rights.map(partsOf).flatMap(([of, deed]) => (of === thing ? [deed] : []))
}

/** All rights there are about a thing. */
export const rightsAbout = (thing: Thing): Right[] =>
  Right.options.filter((right) => partsOf(right)[0] === thing)
