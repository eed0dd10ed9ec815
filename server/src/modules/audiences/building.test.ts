import { setTimeout as pause } from 'node:timers/promises'
import { double, assert as holds, property } from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { wovenLine } from '../../../test/woven.ts'
import type { Db } from '../../kernel/database.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { commandLine } from '../team/index.ts'
import { createAudience, audience as one } from './audiences.ts'
import { buildingLoop } from './building.ts'
import type { Condition } from './condition-contract.ts'
import { audiencesHooks } from './index.ts'
import { Share } from './share.ts'
import { takeTurn } from './turn.ts'

const people = 2_000
const condition: Condition = { kind: 'event', name: 'Tea Drunk', count: { op: 'gte', n: 1 } }

let db: Db
let inWork: InWork

beforeAll(async () => {
  const opened = await testDatabase()
  db = opened.db
  inWork = startWork(db)
  const line = wovenLine(opened, inWork, { hooks: audiencesHooks() })
  for (let n = 0; n < people; n++) {
    await line.put({ type: 'identify', name: 'Identified', userId: `user-${n}`, traits: {} })
  }
  await line.rest()
})
afterAll(() => db.destroy())

test('an audience is built while the thread is never still', async () => {
  const audienceId = await inWork((work) =>
    createAudience(work, commandLine, { name: 'tea', condition }),
  )
  let isBuilt = false
  let turns = 0
  /** One who always asks for the turn, and keeps it for as long as a batch may last. */
  const weave = async () => {
    for (; !isBuilt; turns++) {
      await inWork(async (work) => {
        await takeTurn(work)
        await pause(50)
      })
    }
  }
  const weaving = Promise.all([weave(), weave()])
  const loop = buildingLoop(inWork)
  const before: number[] = []
  for (let more = true; more; ) {
    const begun = turns
    more = Boolean(await loop.run())
    before.push(turns - begun)
  }
  isBuilt = true
  await weaving
  const { state, built } = await one(db, audienceId)
  expect([state, built]).toEqual(['live', people])
  // One or two who came first, and no rest for the time that they took.
  expect(before.sort((a, b) => a - b)[before.length >> 1]).toBeLessThanOrEqual(3)
})

test('audiences that are as far as one another are built in one go', async () => {
  const others = ['coffee', 'water'].map((name) => ({ name, condition }))
  const ids = await inWork((work) =>
    Promise.all(others.map((audience) => createAudience(work, commandLine, audience))),
  )
  const loop = buildingLoop(inWork)
  await loop.run()
  const begun = await Promise.all(ids.map((id) => one(db, id)))
  expect(begun.map(({ built }) => built)).toEqual([200, 200])
  while (await loop.run());
  const found = await Promise.all(ids.map((id) => one(db, id)))
  expect(found.map(({ state, built }) => [state, built])).toEqual(ids.map(() => ['live', people]))
})

describe('the share of a building', () => {
  const ms = (from: number, to: number) => double({ min: from, max: to, noNaN: true })
  /** Portions one after the other, where a customer takes so long and others hold the turn so long before each. */
  const portions = (perCustomer: number, waitedMs: number, fixedMs = 1) => {
    const share = new Share()
    return Array.from({ length: 40 }, () => {
      const size = share.size(20)
      const heldMs = fixedMs + size * perCustomer
      return { size, heldMs, restMs: share.after({ waitedMs, heldMs }) }
    })
  }

  test('keeps nobody waiting for long', () => {
    holds(
      property(ms(0.005, 3), ms(0, 2_000), (perCustomer, waitedMs) => {
        const settled = portions(perCustomer, waitedMs).slice(10)
        expect(Math.max(...settled.map(({ heldMs }) => heldMs))).toBeLessThan(300)
      }),
    )
  })

  test('never rests for what others took', () => {
    holds(
      property(ms(0.005, 3), ms(0, 2_000), (perCustomer, waitedMs) => {
        for (const { heldMs, restMs } of portions(perCustomer, waitedMs)) {
          expect(restMs).toBeLessThanOrEqual(Math.max(0, 2 * heldMs - waitedMs))
        }
      }),
    )
  })

  test('is as large as what the thread leaves: more in a turn where it takes long itself', () => {
    holds(
      property(ms(0.05, 0.4), (perCustomer) => {
        const beside = (waitedMs: number) => portions(perCustomer, waitedMs).at(-1)?.heldMs ?? 0
        expect(beside(0)).toBeLessThan(15)
        expect(beside(100)).toBeGreaterThan(25)
      }),
    )
  })
})
