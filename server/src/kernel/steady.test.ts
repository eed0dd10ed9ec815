import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { type Db, openDatabase } from './database.ts'
import { remember, setting } from './settings.ts'
import { steady, steadyEach, still } from './steady.ts'
import { all, startWork } from './work.ts'

let db: Db
let other: Db
let reads = 0

const opening = steady('house', ['kernel.setting'], async (of, name: string) => {
  reads++
  return { hours: await setting(of, name) }
})

beforeAll(async () => {
  let url: string
  ;({ db, url } = await testDatabase())
  other = openDatabase(url, () => {}, 2)
})
afterAll(async () => {
  await db.destroy()
  await other.destroy()
})
beforeEach(() => {
  reads = 0
})

const open = (of: Db, name: string, hours: string) => remember(of, name, hours, new Date())

test('what nobody changes is read once, however often it is asked for', async () => {
  await open(db, 'lille', '9-19')
  for (let time = 0; time < 5; time++) expect(await opening(db, 'lille')).toEqual({ hours: '9-19' })
  await all([opening(other, 'lille'), opening(other, 'lille')])
  expect(reads).toBe(1)
})

test('a change by anybody is told to the next who asks', async () => {
  await open(db, 'lille', '9-19')
  expect(await opening(db, 'lille')).toEqual({ hours: '9-19' })
  await open(other, 'lille', '10-20')
  expect(await opening(db, 'lille')).toEqual({ hours: '10-20' })
})

test('who keeps to one moment is told of nothing that came after it', async () => {
  await open(db, 'lille', '9-19')
  await startWork(db)(async ({ tx }) => {
    const view = still(tx)
    expect(await opening(view, 'lille')).toEqual({ hours: '9-19' })
    await open(other, 'lille', 'closed')
    expect(await opening(view, 'lille')).toEqual({ hours: '9-19' })
    expect(await opening(tx, 'lille')).toEqual({ hours: 'closed' })
  })
})

test('of many things only those are read that are not known yet, and what is not there stays absent', async () => {
  const asked: string[][] = []
  const hours = steadyEach('house', ['kernel.setting'], async (of, names: readonly string[]) => {
    asked.push([...names])
    const known = await all(names.map(async (name) => [name, await setting(of, name)] as const))
    return new Map(known.filter(([, value]) => value !== undefined))
  })
  await open(db, 'paris', '8-22')
  expect([...(await hours(db, ['paris', 'atlantis']))]).toEqual([['paris', '8-22']])
  await open(db, 'lyon', '9-18')
  await hours(db, ['paris', 'atlantis'])
  const both = await hours(db, ['paris', 'lyon', 'atlantis'])
  expect(Object.fromEntries(both)).toEqual({ paris: '8-22', lyon: '9-18' })
  expect(asked).toEqual([['paris', 'atlantis'], ['paris', 'atlantis'], ['lyon']])
})

const deed = fc.record({
  who: fc.constantFrom(0, 1),
  does: fc.constantFrom('asks', 'asks', 'changes', 'keeps', 'undoes'),
})

test('whoever asks is told what they would have read themselves, whatever is changed, kept or undone beside them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 30 }), async (deeds) => {
      const sides = [new Side(db, 'nantes'), new Side(other, 'rennes')]
      await all(sides.map((side) => side.begin()))
      for (const { who, does } of deeds) await sides[who]?.[does]()
      await all(sides.map((side) => side.end(false)))
    }),
    { numRuns: 60 },
  )
})

class Undone extends Error {}

/** One of two transactions side by side; each changes a shop of its own, since for the other's it would have to wait. */
class Side {
  readonly #of: Db
  readonly #shop: string
  #tx: Db
  #hour = 0
  end: (keep: boolean) => Promise<void> = async () => {}

  constructor(of: Db, shop: string) {
    this.#of = of
    this.#tx = of
    this.#shop = shop
  }

  async begin(): Promise<void> {
    const ending = Promise.withResolvers<boolean>()
    const begun = Promise.withResolvers<Db>()
    const work = startWork(this.#of)(async ({ tx }) => {
      begun.resolve(tx)
      if (!(await ending.promise)) throw new Undone()
    }).catch((error) => {
      if (!(error instanceof Undone)) throw error
    })
    this.#tx = await begun.promise
    this.end = (keep) => {
      ending.resolve(keep)
      return work
    }
  }

  async asks(): Promise<void> {
    for (const shop of ['nantes', 'rennes']) {
      expect(await opening(this.#tx, shop)).toEqual({ hours: await setting(this.#tx, shop) })
    }
  }

  changes(): Promise<void> {
    return open(this.#tx, this.#shop, String(this.#hour++))
  }

  async keeps(): Promise<void> {
    await this.end(true)
    await this.begin()
  }

  async undoes(): Promise<void> {
    await this.end(false)
    await this.begin()
  }
}
