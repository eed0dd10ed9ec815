import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import type { Db } from '../../kernel/database.ts'
import { newId } from '../../kernel/id.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { type InWork, startWork } from '../../kernel/work.ts'
import { expireAt } from './expire.ts'
import {
  adjust,
  approve,
  arrive,
  beginStocktake,
  callOff,
  confirm,
  count,
  handOver,
  prove,
  putBack,
  receive,
  release,
  reserve,
  restock,
  setAside,
  setOnHand,
  ship,
  transfer,
  unship,
} from './index.ts'

vi.setConfig({ testTimeout: 60_000 })
let db: Db
let inWork: InWork
const time = { now: new Date('2026-11-30T10:00:00Z') }
const places = [newId(), newId()] as const
const skus = ['A', 'B', 'C'] as const

beforeAll(async () => {
  ;({ db } = await testDatabase())
  inWork = startWork(db, { clock: () => time.now })
})
afterAll(() => db.destroy())
const empty = () =>
  sql`truncate stock.level, stock.reservation, stock.move, stock.paper, stock.paper_line`.execute(
    db,
  )
beforeEach(empty)

/** What people and programs do with stock, with small numbers, so that limits are met all the time. */
const anyDeed = fc.record({
  what: fc.constantFrom(
    ...(['reserve', 'reserve', 'reserve', 'confirm', 'release', 'part', 'ship', 'unship'] as const),
    ...(['receive', 'restock', 'handOver', 'adjust', 'set', 'aside', 'back', 'away'] as const),
    ...(['transfer', 'arrive', 'callOff', 'stocktake', 'wait', 'expire'] as const),
  ),
  lines: fc.array(
    fc.record({
      sku: fc.constantFrom(...skus),
      locationId: fc.constantFrom(...places),
      quantity: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  which: fc.nat(5),
  forGood: fc.boolean(),
})
type Deed = typeof anyDeed extends fc.Arbitrary<infer One> ? One : never

/** Does it, at some reservation or paper made before; an expected no is a no, and changes nothing. */
async function doIt(deed: Deed, ids: string[], papers: string[]): Promise<void> {
  const { what, lines, which, forGood } = deed
  const [line] = lines as [Deed['lines'][number]]
  const id = ids[which % Math.max(1, ids.length)] ?? newId()
  const paper = papers[which % Math.max(1, papers.length)] ?? newId()
  const [here, there] = forGood ? places : [places[1], places[0]]
  const as = which % 2 ? ('damaged' as const) : ('quality' as const)
  const reason = 'lost'
  const expiresAt = forGood ? null : new Date(time.now.getTime() + 60_000)
  const deeds: Record<Deed['what'], () => Promise<unknown>> = {
    reserve: async () => {
      const asked = { id: newId(), kind: 'cart' as const, lines, channel: 'web', expiresAt }
      await inWork((work) => reserve(work, asked))
      ids.push(asked.id)
    },
    confirm: () => inWork((work) => confirm(work, id)),
    release: () => inWork((work) => release(work, id)),
    part: () => inWork((work) => release(work, id, lines)),
    ship: () => inWork((work) => ship(work, id, lines)),
    unship: () => inWork((work) => unship(work, id, lines, { channel: 'web' })),
    receive: () => inWork((work) => receive(work, { lines, once: forGood ? id : undefined })),
    restock: () => inWork((work) => restock(work, { lines, aside: forGood ? as : undefined })),
    handOver: () => inWork((work) => handOver(work, { lines })),
    adjust: () =>
      inWork((work) => {
        const by = lines.map(({ quantity, ...spot }) => ({ ...spot, by: quantity - 2 }))
        return adjust(work, { lines: by, reason })
      }),
    set: () => inWork((work) => setOnHand(work, { lines, reason })),
    aside: () => inWork((work) => setAside(work, { as, line })),
    back: () => inWork((work) => putBack(work, { as, line })),
    away: () => inWork((work) => putBack(work, { as, line, away: true })),
    transfer: async () => {
      const sending = { from: here, locationId: there, lines }
      papers.push(await inWork((work) => transfer(work, sending)))
    },
    arrive: () => inWork((work) => arrive(work, { id: paper, lines, last: forGood })),
    callOff: () => inWork((work) => callOff(work, paper)),
    stocktake: async () => {
      const take = await inWork((work) => beginStocktake(work, { locationId: here }))
      await inWork((work) => count(work, take, lines))
      await inWork((work) => approve(work, take))
    },
    wait: async () => {
      time.now = new Date(time.now.getTime() + 61_000)
    },
    expire: () => inWork((work) => expireAt(work, lines)),
  }
  await deeds[what]().catch((error) => {
    if (!(error instanceof Refusal)) throw error
  })
}

test('whatever is done, in whatever order: journal, levels and reservations agree, and nothing is promised twice', async () => {
  let promised = 0
  const history = fc.array(anyDeed, { minLength: 5, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(history, async (deeds) => {
      await empty()
      const begun = skus.flatMap((sku) =>
        places.map((at) => ({ sku, locationId: at, quantity: 4 })),
      )
      await inWork((work) => receive(work, { lines: begun }))
      const ids: string[] = []
      const papers: string[] = []
      for (const deed of deeds) {
        const before = await roomOf()
        await doIt(deed, ids, papers)
        const { first } = await inWork(prove)
        if (first) throw new Error(`after ${deed.what}: ${JSON.stringify(first)}`)
        if (deed.what === 'reserve') promised += promisedSince(before, await roomOf())
      }
    }),
    { numRuns: 40 },
  )
  expect(promised).toBeGreaterThan(20)
})

/** In how many places a reservation took something. It never takes what was not there. */
function promisedSince(before: Map<string, number>, after: Map<string, number>): number {
  let promised = 0
  for (const [spot, room] of after) {
    if (room >= (before.get(spot) ?? 0)) continue
    if (room < 0) throw new Error(`${spot} was promised below nothing`)
    promised++
  }
  return promised
}

async function roomOf(): Promise<Map<string, number>> {
  const rows = await db.selectFrom('stock.level').selectAll().execute()
  return new Map(
    rows.map((row) => [
      `${row.sku} ${row.location_id}`,
      row.on_hand - row.reserved - row.damaged - row.quality,
    ]),
  )
}

test('the proof names the first level that is not the sum of its moves', async () => {
  const lines = ['A', 'B', 'C'].map((sku) => ({ sku, locationId: places[0], quantity: 5 }))
  await inWork((work) => receive(work, { lines }))
  const asked = {
    kind: 'order' as const,
    lines: lines.slice(1, 2),
    channel: 'web',
    expiresAt: null,
  }
  await inWork((work) => reserve(work, { ...asked, id: work.newId() }))
  expect(await inWork(prove)).toMatchObject({
    ...{ levels: 3, moves: 4, reservations: 1, disagreements: 0, first: null },
  })
  await sql`update stock.level set on_hand = 7 where sku = 'C'`.execute(db)
  await sql`delete from stock.reservation where sku = 'B'`.execute(db)
  expect(await inWork(prove)).toMatchObject({
    disagreements: 2,
    first: { sku: 'B', locationId: places[0], what: 'reservations', level: 5, found: 0 },
  })
  await sql`delete from stock.level where sku = 'A'`.execute(db)
  expect((await inWork(prove)).first).toMatchObject({
    sku: 'A',
    what: 'on_hand',
    level: 0,
    found: 5,
  })
})
