import type { Comparison } from '../../../server/src/modules/audiences/comparison-contract.ts'
import { Condition, type Leaf } from '../../../server/src/modules/audiences/condition-contract.ts'
import type { EventLeaf } from '../../../server/src/modules/audiences/event-leaf-contract.ts'

/** A condition as it is being edited: groups say how many of theirs must hold, leaves may be unfinished. */
export interface DraftGroup {
  kind: 'group'
  key: number
  how: 'all' | 'any' | 'none'
  of: Draft[]
}

export interface DraftLeaf {
  kind: 'leaf'
  key: number
  leaf: Leaf
}

export type Draft = DraftGroup | DraftLeaf

let lastKey = 0
const newKey = () => {
  lastKey += 1
  return lastKey
}

export const newGroup = (how: DraftGroup['how'], of: Draft[] = []): DraftGroup => ({
  kind: 'group',
  key: newKey(),
  how,
  of,
})

export const newLeaf = (leaf: Leaf): DraftLeaf => ({ kind: 'leaf', key: newKey(), leaf })

const day = 86_400

/** What a new part begins with: complete wherever there is a sensible default. */
export const freshLeaf: { readonly [Kind in Leaf['kind']]: Extract<Leaf, { kind: Kind }> } = {
  event: {
    kind: 'event',
    name: 'Order Completed',
    count: { op: 'gte', n: 1 },
    withinSeconds: 90 * day,
  },
  moment: {
    ...{ kind: 'moment', which: 'last', name: 'Order Completed' },
    ...{ is: 'moreThanAgo', seconds: 30 * day },
  },
  occurrence: {
    ...{ kind: 'occurrence', which: 'last', name: 'Order Completed' },
    has: [{ path: 'revenue', op: 'gte', value: '' }],
  },
  amount: {
    ...{ kind: 'amount', measure: 'sum', path: 'revenue', name: 'Order Completed' },
    ...{ withinSeconds: 365 * day, op: 'gte', value: 100 },
  },
  sequence: {
    kind: 'sequence',
    first: { name: 'Product Added' },
    next: { name: 'Order Completed' },
    ...{ withinSeconds: day, happens: false, lookbackSeconds: 7 * day },
  },
  message: {
    ...{ kind: 'message', did: 'opened', count: { op: 'gte', n: 1 } },
    withinSeconds: 90 * day,
  },
  trait: { kind: 'trait', path: 'city', op: 'eq', value: '' },
  date: { kind: 'date', path: 'createdAt', is: 'withinLast', seconds: 30 * day },
  anniversary: { kind: 'anniversary', path: 'birthday', fromDays: 0, toDays: 7 },
  held: { kind: 'held', path: 'tier', value: '', for: 'atLeast', seconds: 30 * day },
  seen: { kind: 'seen', which: 'last', withinSeconds: 30 * day },
  consent: { kind: 'consent', purpose: 'marketing', channel: 'email', is: 'given' },
  stage: { kind: 'stage', in: ['loyal'] },
  channel: { kind: 'channel', which: 'used', channel: 'app', withinSeconds: 90 * day },
  shop: { kind: 'shop', which: 'bought', shop: '' },
  rfm: { kind: 'rfm', recency: { from: 0, to: 90 }, frequency: { from: 3 }, currency: 'EUR' },
  distance: { kind: 'distance', which: 'nearest', places: [], is: 'within', km: 10 },
  predicted: { kind: 'predicted', name: '', op: 'gte', value: 0.5 },
  persona: { kind: 'persona', id: '' },
  audience: { kind: 'audience', id: '' },
  list: { kind: 'list', id: '' },
  sample: { kind: 'sample', percent: 10, seed: 'A' },
}

/** The topmost part is always a group, so that there is a place to add to. */
export function draftOf(condition: Condition): DraftGroup {
  const draft = draftPart(condition)
  return draft.kind === 'group' ? draft : newGroup('all', [draft])
}

const opposite = { gte: 'lt', lt: 'gte', gt: 'lte', lte: 'gt', eq: 'ne', ne: 'eq' } as const

function draftPart(condition: Condition): Draft {
  if (condition.kind === 'not') return denied(condition.of)
  if ('of' in condition) return newGroup(condition.kind, condition.of.map(draftPart))
  return newLeaf(condition)
}

function denied(condition: Condition): Draft {
  if (condition.kind === 'not') return draftPart(condition.of)
  if (condition.kind === 'any') return newGroup('none', condition.of.map(draftPart))
  if (condition.kind === 'event') return newLeaf(notSoOften(condition))
  return newGroup('none', [draftPart(condition)])
}

const notSoOften = (leaf: EventLeaf): EventLeaf => {
  const { op, n } = leaf.count
  const never = op === 'gte' && n === 1
  return { ...leaf, count: never ? { op: 'eq', n: 0 } : { op: opposite[op], n } }
}

export function conditionOf(draft: Draft): Condition {
  if (draft.kind === 'leaf') return draft.leaf
  const of = draft.of.map(conditionOf)
  if (draft.how === 'none') return { kind: 'not', of: { kind: 'any', of } }
  return { kind: draft.how, of }
}

/** The condition, if every part of it is finished and there is at least one. */
export function finished(draft: DraftGroup): Condition | undefined {
  if (!isFilled(draft)) return undefined
  const condition = Condition.safeParse(conditionOf(draft))
  return condition.success ? condition.data : undefined
}

const isFilled = (draft: Draft): boolean =>
  draft.kind === 'leaf' ? isSaid(draft.leaf) : draft.of.length > 0 && draft.of.every(isFilled)

/** What is not even said yet; the contract knows the rest. */
function isSaid(leaf: Leaf): boolean {
  if (leaf.kind === 'trait') return isCompared(leaf)
  if (leaf.kind === 'held') return leaf.value !== ''
  if (leaf.kind === 'sequence') return areFiltersSaid(leaf.first) && areFiltersSaid(leaf.next)
  if (leaf.kind === 'occurrence' && !leaf.has.every(isCompared)) return false
  return !('name' in leaf) || leaf.kind === 'predicted' || areFiltersSaid(leaf)
}

const isCompared = ({ op, value }: Pick<Comparison, 'op' | 'value'>) =>
  op === 'exists' || (value !== '' && !(Array.isArray(value) && value.length === 0))

const areFiltersSaid = ({ where = [], items = [] }: Pick<EventLeaf, 'where' | 'items'>) =>
  [...where, ...items].every(isCompared)

/** The group with one of its parts changed or, without a new one, taken out. */
export function withPart(group: DraftGroup, key: number, part: Draft | undefined): DraftGroup {
  const of = group.of.flatMap((one) => {
    if (one.key !== key) return [one]
    return part ? [part] : []
  })
  return { ...group, of }
}
