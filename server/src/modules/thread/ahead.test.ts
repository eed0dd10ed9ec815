import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import type { Work } from '../../kernel/work.ts'
import { Ahead } from './ahead.ts'
import type { InboxEvent } from './events.ts'
import { forgetWaiting } from './forget.ts'
import { putInInbox } from './record.ts'

let line: Line
let ahead: Ahead
beforeAll(async () => {
  line = await startLine()
})
afterAll(() => line.stop())
beforeEach(async () => {
  await line.db.deleteFrom('thread.inbox').execute()
  ahead = new Ahead(line.url)
  return () => ahead.close()
})

/** By then it has been read, in milliseconds. */
const readAhead = 200
const event = (work: Work, name: string): InboxEvent => ({
  ...{ id: work.newId(), messageId: name, sourceId: null, type: 'track', name, channel: 'web' },
  ...{ at: 0, receivedAt: 0, properties: {}, context: {} },
})
/** Puts parcels in, each with these events. */
async function put(...parcels: string[][]): Promise<void> {
  for (const names of parcels) {
    await line.inWork((work) =>
      putInInbox(
        work,
        names.map((name) => event(work, name)),
      ),
    )
  }
}
const namesOf = (taken: Awaited<ReturnType<Ahead['take']>>) => taken?.events.map(({ name }) => name)
const take = async (limit: number) => namesOf(await line.inWork((work) => ahead.take(work, limit)))

test('batches come in the order in which events were taken in, also those that were read ahead', async () => {
  await put(['a', 'b'], ['c', 'd'], ['e', 'f'], ['g'])
  expect(await take(2)).toEqual(['a', 'b'])
  await put(['h'])
  expect(await take(2)).toEqual(['c', 'd'])
  expect(await take(2)).toEqual(['e', 'f'])
  expect(await take(2)).toEqual(['g', 'h'])
  expect(await take(2)).toEqual([])
})

test('a batch that fails begins with the lowest again', async () => {
  await put(['a', 'b'], ['c', 'd'])
  const failing = line.inWork(async (work) => {
    await ahead.take(work, 2)
    throw new Error('it cannot be woven')
  })
  await expect(failing).rejects.toThrow('cannot be woven')
  await ahead.forget()
  expect(await take(2)).toEqual(['a', 'b'])
  expect(await take(2)).toEqual(['c', 'd'])
})

test('who is erased while their events have been read ahead is not woven', async () => {
  await put(['a', 'b'], ['sophie', 'c'], ['sophie'])
  expect(await take(2)).toEqual(['a', 'b'])
  await pause(readAhead)
  expect(await line.inWork((work) => forgetWaiting(work, ['sophie']))).toBe(2)
  expect(await take(2)).toEqual(['c'])
  expect(await take(2)).toEqual([])
})

test('it is said that nothing else is there only where that was seen', async () => {
  const areAll = async (limit: number) =>
    (await line.inWork((work) => ahead.take(work, limit)))?.areAll
  await put(['a', 'b'], ['sophie', 'c'], ['d'])
  expect(await areAll(2)).toBe(false)
  await pause(readAhead)
  await line.inWork((work) => forgetWaiting(work, ['sophie']))
  // One is left of two that were read ahead, and one lies behind it.
  expect(await areAll(2)).toBe(false)
  expect(await areAll(2)).toBe(true)
})

test('while another process weaves, nothing is taken, and nobody is waited for', async () => {
  await put(['a', 'b'], ['c', 'd'])
  const other = new Ahead(line.url)
  await line.inWork(async (work) => {
    expect(namesOf(await ahead.take(work, 2))).toEqual(['a', 'b'])
    expect(await line.inWork((another) => other.take(another, 2))).toBeUndefined()
  })
  await other.close()
  expect(await take(2)).toEqual(['c', 'd'])
})

test('what another weaver took in the meantime is not taken twice', async () => {
  await put(['a', 'b'], ['c', 'd'], ['e', 'f'])
  expect(await take(2)).toEqual(['a', 'b'])
  await pause(readAhead)
  const other = new Ahead(line.url)
  expect(namesOf(await line.inWork((work) => other.take(work, 2)))).toEqual(['c', 'd'])
  await other.close()
  expect(await take(2)).toEqual(['e', 'f'])
})
