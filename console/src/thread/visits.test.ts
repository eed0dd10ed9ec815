import { expect, test } from 'vitest'
import type { ThreadEntry } from '../../../server/src/modules/thread/contract.ts'
import { visitsOf } from './visits.ts'

const entry = (at: string, channel: ThreadEntry['channel'] = 'web'): ThreadEntry => ({
  position: 1,
  customerId: '019aa000-0000-7000-8000-000000000000',
  id: at,
  type: 'track',
  name: 'Product Viewed',
  at: `2026-11-21T${at}:00Z`,
  receivedAt: `2026-11-21T${at}:00Z`,
  channel,
  sourceId: null,
  messageId: at,
  properties: {},
  context: {},
  historical: false,
})

test('half an hour of silence, or another channel, begins another visit', () => {
  const visits = visitsOf([
    entry('12:00'),
    entry('11:45'),
    entry('11:44', 'email'),
    entry('11:20'),
    entry('10:49'),
  ])
  expect(visits.map(({ channel, entries }) => [channel, entries.length])).toEqual([
    ['web', 2],
    ['email', 1],
    ['web', 1],
    ['web', 1],
  ])
})

test('a visit that goes on keeps its place on the page', () => {
  const before = visitsOf([entry('11:45'), entry('11:30')])
  const after = visitsOf([entry('12:00'), entry('11:45'), entry('11:30')])
  expect(after[0]?.id).toBe(before[0]?.id)
  expect(after[0]).toMatchObject({ from: '2026-11-21T11:30:00Z', to: '2026-11-21T12:00:00Z' })
})

test('no entry is lost or moved', () => {
  const entries = ['12:00', '11:45', '10:00', '09:59'].map((at) => entry(at))
  expect(visitsOf(entries).flatMap((visit) => visit.entries)).toEqual(entries)
})

test('what our own modules tell stands apart from what servers send', () => {
  const visits = visitsOf([
    { ...entry('12:00', 'api'), type: 'fact' },
    entry('11:59', 'api'),
    { ...entry('11:58'), type: 'fact' },
  ])
  expect(visits.map(({ ours }) => ours)).toEqual([true, false, false])
})
