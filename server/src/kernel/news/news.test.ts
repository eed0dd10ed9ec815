import { sql } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import type { Db } from '../database.ts'
import type { Loop } from '../loops.ts'
import { remember, setting } from '../settings.ts'
import { type InWork, startWork } from '../work.ts'
import { announce } from './announce.ts'
import type { NewsItem, NewsReader } from './news.ts'
import { parkedNews, replayNews } from './parked.ts'
import { pruneNewsJob } from './prune.ts'
import { newsLoop } from './read.ts'

let db: Db
let url: string
let inWork: InWork
const opened: Db[] = []
const silent = pino({ level: 'silent' })
const time = { now: new Date('2026-11-30T10:00:00Z') }

beforeEach(async () => {
  ;({ db, url } = await testDatabase())
  opened.push(db)
  inWork = startWork(db, { clock: () => time.now })
})
afterAll(async () => {
  for (const one of opened) await one.destroy()
})

const tell = (...words: string[]) =>
  inWork((work) =>
    announce(
      work,
      words.map((word) => ({ name: 'Word Said', properties: { word } })),
    ),
  )

function listener(heard: string[], handle?: NewsReader['handle']): NewsReader {
  return {
    name: 'listener',
    hears: ['Word Said'],
    async handle(work, news) {
      await handle?.(work, news)
      heard.push(...news.map(wordOf))
    },
  }
}
const wordOf = ({ properties }: NewsItem) => String(properties.word)

async function drain(loop: Loop): Promise<void> {
  while (await loop.run());
}

test('news are heard in order by each who listens for them, once', async () => {
  const heard: string[] = []
  const others: string[] = []
  await tell('one', 'two')
  await inWork((work) => announce(work, { name: 'Shop Closed', properties: {} }))
  await tell('three')
  const loop = newsLoop(inWork, listener(heard), silent)
  await drain(loop)
  await drain(newsLoop(inWork, { ...listener(others), name: 'another' }, silent))
  await drain(loop)
  expect(heard).toEqual(['one', 'two', 'three'])
  expect(others).toEqual(heard)
})

test('what a slow transaction told is not passed over when a later one commits first', async () => {
  const heard: string[] = []
  const loop = newsLoop(inWork, listener(heard), silent)
  const slow = await db.startTransaction().execute()
  await announce(
    { tx: slow, now: time.now, newId: () => '', atLast: () => {} },
    { name: 'Word Said', properties: { word: 'slow' } },
  )
  await tell('fast')
  await drain(loop)
  expect(heard).toEqual(['fast'])
  await slow.commit().execute()
  await drain(loop)
  expect(heard).toEqual(['fast', 'slow'])
})

test('a stranger’s long transaction holds nothing up', async () => {
  const heard: string[] = []
  const stranger = new pg.Client(url)
  await stranger.connect()
  await stranger.query('begin; select pg_current_xact_id()')
  await tell('behind a stranger')
  await drain(newsLoop(inWork, listener(heard), silent))
  expect(heard).toEqual(['behind a stranger'])
  await stranger.query('rollback')
  await stranger.end()
})

test('news of a transaction that rolls back are never heard', async () => {
  const heard: string[] = []
  const failing = inWork(async (work) => {
    await announce(work, { name: 'Word Said', properties: { word: 'ghost' } })
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  await drain(newsLoop(inWork, listener(heard), silent))
  expect(heard).toEqual([])
})

test('a reader that dies before its commit hears the same again, and takes effect once', async () => {
  let dies = true
  const reader = listener([], async ({ tx, now }, news) => {
    for (const item of news) {
      const sum = Number((await setting(tx, 'sum')) ?? 0)
      await remember(tx, 'sum', sum + Number(item.properties.word), now)
    }
    if (!dies) return
    dies = false
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
  })
  await tell('1', '20', '300')
  const loop = newsLoop(inWork, reader, silent)
  await expect(loop.run()).rejects.toThrow()
  await drain(loop)
  expect(await setting(db, 'sum')).toBe(321)
})

test('two processes serve one reader without doing anything twice', async () => {
  const heard: string[] = []
  const words = Array.from({ length: 2500 }, (_, n) => String(n))
  await tell(...words)
  const both = [1, 2].map(() => newsLoop(inWork, listener(heard), silent))
  await Promise.all(both.map(drain))
  for (const loop of both) await drain(loop)
  expect(heard).toEqual(words)
})

test('what a reader cannot take is parked, the rest goes on, and it can be tried again', async () => {
  const heard: string[] = []
  let mended = false
  const loop = newsLoop(
    inWork,
    listener(heard, async (_, news) => {
      if (!mended && news.map(wordOf).includes('poison')) throw new Error('cannot swallow')
    }),
    silent,
  )
  await tell('before', 'poison', 'behind')
  await drain(loop)
  expect(heard).toEqual(['before', 'behind'])
  const [parked] = await parkedNews(db)
  expect(parked).toMatchObject({ reader: 'listener', error: 'cannot swallow' })

  const again = () => inWork((work) => replayNews(work, parked?.id ?? ''))
  expect(await again()).toBe(true)
  await drain(loop)
  expect(await parkedNews(db)).toHaveLength(1)
  mended = true
  await again()
  await drain(loop)
  expect(heard).toEqual(['before', 'behind', 'poison'])
  expect(await parkedNews(db)).toEqual([])
  expect(await again()).toBe(false)
})

test('what all have read is forgotten after a week, what one has not read is kept', async () => {
  const kept = async () =>
    (await db.selectFrom('kernel.news').select('properties').execute()).map(
      (r) => r.properties.word,
    )
  const reader = listener([])
  const late = { ...listener([]), name: 'late' }
  await drain(newsLoop(inWork, late, silent))
  await tell('old')
  await drain(newsLoop(inWork, reader, silent))
  time.now = new Date(time.now.getTime() + 8 * 86_400_000)
  await tell('new')
  await pruneNewsJob(inWork, [reader, late]).run({})
  expect(await kept()).toEqual(['old', 'new'])
  // A reader that the product no longer has holds nothing back.
  await pruneNewsJob(inWork, [reader]).run({})
  expect(await kept()).toEqual(['new'])
})
