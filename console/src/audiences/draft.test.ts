import { expect, test } from 'vitest'
import type { Condition } from '../../../server/src/modules/audiences/condition-contract.ts'
import type { EventLeaf } from '../../../server/src/modules/audiences/event-leaf-contract.ts'
import { conditionOf, draftOf, finished, freshLeaf, newGroup, newLeaf } from './draft.ts'

const bought: EventLeaf = {
  kind: 'event',
  name: 'Order Completed',
  count: { op: 'gte', n: 1 },
  withinSeconds: 86_400,
}

test('what is opened in the editor and closed again means the same', () => {
  const consent: Condition = {
    kind: 'consent',
    purpose: 'marketing',
    channel: 'email',
    is: 'given',
  }
  const condition: Condition = {
    kind: 'all',
    of: [
      bought,
      { kind: 'any', of: [consent] },
      { kind: 'not', of: { kind: 'any', of: [consent] } },
    ],
  }
  expect(conditionOf(draftOf(condition))).toEqual(condition)
})

test('who has not bought once has bought never, which can be edited as such', () => {
  expect(conditionOf(draftOf({ kind: 'not', of: bought }))).toEqual({
    kind: 'all',
    of: [{ ...bought, count: { op: 'eq', n: 0 } }],
  })
})

test('a denied leaf that has no opposite becomes a group of none', () => {
  const seen: Condition = { kind: 'seen', which: 'last', withinSeconds: 60 }
  expect(conditionOf(draftOf({ kind: 'not', of: seen }))).toEqual({
    kind: 'not',
    of: { kind: 'any', of: [seen] },
  })
})

test('a condition is finished when each of its parts says something', () => {
  expect(finished(newGroup('all'))).toBeUndefined()
  expect(finished(newGroup('all', [newLeaf(freshLeaf.trait)]))).toBeUndefined()
  expect(finished(newGroup('all', [newGroup('any')]))).toBeUndefined()
  expect(finished(newGroup('all', [newLeaf(freshLeaf.event)]))).toEqual({
    kind: 'all',
    of: [freshLeaf.event],
  })
})
