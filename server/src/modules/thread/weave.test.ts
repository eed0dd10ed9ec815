import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { openIdentify } from '../customers/index.ts'
import type { Consumer, WeaveHook, WovenEvent } from './events.ts'
import { consume, consumerLoop, consumerStates, openWeaver, record, Shuttle } from './index.ts'

let line: Line
let shop: Awaited<ReturnType<Line['source']>>
const silent = pino({ level: 'silent' })

beforeAll(async () => {
  line = await startLine()
  shop = await line.source()
})
afterAll(() => line.stop())
beforeEach(async () => {
  await line.settle()
  await line.db.deleteFrom('thread.event').execute()
  await line.db.deleteFrom('thread.parked').execute()
})

/** A weaver beside the line's own, as another process would run it. */
const weaverWith = (hooks: WeaveHook[]) => {
  const clock = () => line.now
  return openWeaver({ databaseUrl: line.url, clock, identify: openIdentify(), hooks, log: silent })
    .loop
}

let count = 0
const did = (event: string, anonymousId = 'a', properties: object = {}) => ({
  type: 'track',
  event,
  anonymousId,
  messageId: `m${count++}`,
  properties,
})

const blank = (name: string) => ({
  ...{ id: '01a201e8-0000-7000-8000-0000000000ff', type: 'track' as const, name },
  ...{ at: line.now, receivedAt: line.now, channel: 'web' as const, sourceId: shop.id },
  ...{ messageId: name, properties: {}, context: {}, historical: false },
})

const wovenNames = async () => {
  const rows = await line.db.selectFrom('thread.event').selectAll().orderBy('position').execute()
  return rows.map((row) => row.name)
}

const putParcel = (client: pg.Client, ...names: string[]) => {
  const events = names.map((name, index) => ({
    ...{ id: `01a201e8-0000-7000-8000-00000000000${index}`, sourceId: shop.id },
    ...{ messageId: name, type: 'track', name, at: line.now.getTime(), channel: 'web' },
    ...{ receivedAt: line.now.getTime(), anonymousId: 'slow', properties: {}, context: {} },
  }))
  return client.query('insert into thread.inbox (events, body) values ($1, $2)', [
    events.length,
    JSON.stringify(events),
  ])
}

describe('the inbox', () => {
  test('passes nothing over that a slow writer commits late', async () => {
    const slow = new pg.Client(line.url)
    await slow.connect()
    await slow.query('begin')
    await putParcel(slow, 'slow')

    await line.send(shop, [did('quick')])
    await line.settle()
    expect(await wovenNames()).toEqual(['quick'])

    await slow.query('commit')
    await slow.end()
    await line.settle()
    expect(await wovenNames()).toEqual(['quick', 'slow'])
  })

  test('does not wait for transactions of strangers, here or in another database', async () => {
    const here = new pg.Client(line.url)
    const elsewhere = new pg.Client(line.url.replace(/\/[^/]+$/, '/postgres'))
    for (const stranger of [here, elsewhere]) {
      await stranger.connect()
      await stranger.query('begin isolation level repeatable read')
      await stranger.query('select pg_current_xact_id()')
    }

    const heard: string[] = []
    const listener: Consumer = {
      name: 'listener beside strangers',
      handle: async (_, events) => {
        heard.push(...events.map((event) => event.name))
      },
    }
    await line.send(shop, [did('nobody waits')])
    await line.settle()
    while (await line.inWork((work) => consume(work, listener, 100)));
    expect(heard).toContain('nobody waits')
    for (const stranger of [here, elsewhere]) await stranger.end()
  })

  test('is emptied by one weaver at a time, the others stand by', async () => {
    await line.send(shop, [did('once')])
    const second = weaverWith([])
    const first = line.app.loops.find(({ name }) => name === second.name)
    await Promise.all([first?.run(), second.run()])
    await line.settle()
    expect(await wovenNames()).toEqual(['once'])
  })
})

/** Rows of a few events go with the weave itself, those of many over a connection of their own. */
describe.each([1, 100])('rows of %i events that were carried to the thread', (many) => {
  const others = Array.from({ length: many - 1 }, (_, index) => `other ${index}`)
  const send = (event: object) => line.send(shop, [event, ...others.map((name) => did(name))])
  const someone = '01a201e8-0000-7000-8000-0000000000aa'
  /** As a process leaves them that dies between the two commits. */
  const abandon = async (name: string) => {
    const { position } = await weaver()
    const shuttle = new Shuttle(line.url)
    const load = await shuttle.load(position)
    load.add([{ ...blank(name), position: position + 1, customerId: someone, finalId: someone }])
    await load.deliver(position + 1)
    await shuttle.close()
  }
  const weaver = () =>
    line.db.selectFrom('thread.weaver').select('position').executeTakeFirstOrThrow()

  test('for a weave that did not commit are heard by nobody, and gone with the next', async () => {
    await line.send(shop, [did('before')])
    await line.settle()
    await abandon('ghost')
    const heard: string[] = []
    const listener: Consumer = {
      name: `listener to ghosts before ${many}`,
      handle: async (_, events) => {
        heard.push(...events.map((event) => event.name))
      },
    }
    while (await line.inWork((work) => consume(work, listener, 100)));

    await send(did('after'))
    await line.settle()
    while (await line.inWork((work) => consume(work, listener, 100)));
    expect(heard.filter((name) => name !== 'before')).toEqual(['after', ...others])
    expect(await wovenNames()).toEqual(['before', 'after', ...others])
  })

  test('hold what clients wrote to the letter', async () => {
    const hard = { a: 'tab\there', b: 'line\nfeed\r', c: 'back\\slash \\N \\.', d: '"é漢🙂"' }
    await send(did('hard\\n \\N', 'a', hard))
    await line.settle()
    const row = await line.db
      .selectFrom('thread.event')
      .selectAll()
      .orderBy('position')
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ name: 'hard\\n \\N', properties: hard })
  })
})

describe('an event that makes weaving fail', () => {
  const choking: WeaveHook = {
    name: 'choking',
    weave: async (_, { events }) => {
      if (events.some(({ name }) => name === 'poison')) throw new Error('cannot swallow')
      return undefined
    },
  }

  test('is set aside with its error, and those around it go on in their order', async () => {
    await line.send(shop, [did('one'), did('two'), did('poison'), did('three')])
    const weaver = weaverWith([choking])
    while (await weaver.run());

    expect(await wovenNames()).toEqual(['one', 'two', 'three'])
    const headers = await line.as('developer')
    const parked = await line.app.http.inject({ url: '/api/parked', headers })
    expect(parked.json()).toMatchObject([
      { consumer: 'weave', error: 'cannot swallow', body: { name: 'poison' } },
    ])

    const replay = { url: `/api/parked/${parked.json()[0].id}/replay`, headers }
    expect((await line.app.http.inject({ method: 'POST', ...replay })).statusCode).toBe(204)
    await line.settle()
    expect(await wovenNames()).toEqual(['one', 'two', 'three', 'poison'])
  })

  test('is not blamed for a database that is away', async () => {
    let away = true
    const failing: WeaveHook = {
      name: 'failing',
      weave: async () => {
        if (away) throw Object.assign(new Error('terminating connection'), { code: '57P01' })
        return undefined
      },
    }
    await line.send(shop, [did('patient')])
    const weaver = weaverWith([failing])
    for (let attempt = 0; attempt < 10; attempt++) {
      await expect(weaver.run()).rejects.toThrow('terminating connection')
    }
    away = false
    while (await weaver.run());
    expect(await wovenNames()).toEqual(['patient'])
  })
})

describe('a consumer', () => {
  const listener = (name: string, more: Partial<Consumer> = {}) => {
    const heard: WovenEvent[] = []
    const consumer: Consumer = {
      name,
      handle: async (_, events) => {
        heard.push(...events)
      },
      ...more,
    }
    const listen = async () => {
      while (await line.inWork((work) => consume(work, consumer, 3)));
      return heard.map((event) => event.name)
    }
    return { consumer, listen, heard }
  }

  test('hears every event once, in the order of the thread, portion by portion', async () => {
    const { listen } = listener('in order')
    await listen()
    await line.send(
      shop,
      ['1', '2', '3', '4', '5', '6', '7'].map((name) => did(name)),
    )
    await line.settle()
    expect((await listen()).slice(-7)).toEqual(['1', '2', '3', '4', '5', '6', '7'])
    expect(await listen()).toHaveLength((await listen()).length)
  })

  test('that asks for some names only hears those, and those of nobody apart', async () => {
    const named = listener('of names', { names: async () => ['wanted'] })
    const nobodys = listener('of nobody', { of: 'nobody' })
    await line.inWork(async (work) => {
      const { putInInbox } = await import('./index.ts')
      await putInInbox(work, [
        {
          ...{
            id: work.newId(),
            sourceId: shop.id,
            messageId: 'n',
            type: 'track',
            name: 'ownerless',
          },
          ...{ at: work.now.getTime(), receivedAt: work.now.getTime(), channel: 'shop' },
          ...{ properties: {}, context: {}, historical: true },
        },
      ])
    })
    await line.send(shop, [did('unwanted'), did('wanted')])
    await line.settle()
    expect(await named.listen()).toEqual(['wanted'])
    expect(await nobodys.listen()).toContain('ownerless')
  })

  test('whose handler fails is handed the same again; one it never manages is parked', async () => {
    const seen: string[] = []
    const loop = consumerLoop(
      line.inWork,
      {
        name: 'choosy',
        handle: async (_, events) => {
          if (events.some(({ name }) => name === 'bitter')) throw new Error('too bitter')
          seen.push(...events.map((event) => event.name))
        },
      },
      silent,
    )
    await line.send(shop, [did('sweet'), did('bitter'), did('salty')])
    await line.settle()
    while (await loop.run());
    expect(seen.filter((name) => ['sweet', 'bitter', 'salty'].includes(name))).toEqual([
      'sweet',
      'salty',
    ])
    const state = (await consumerStates(line.db)).find(({ name }) => name === 'choosy')
    expect(state).toMatchObject({ behind: 0, parked: 1 })
  })

  test('that dies between its effects and its cursor does both again, so they take effect once', async () => {
    const { consumer, listen } = listener('mortal')
    await listen()
    await line.send(shop, [did('mortal event')])
    await line.settle()
    await line.db.deleteFrom('kernel.setting').where('name', '=', 'effect').execute()
    const dying: Consumer = {
      ...consumer,
      handle: async (work) => {
        const row = { name: 'effect', value: JSON.stringify(1), changed_at: work.now }
        await work.tx.insertInto('kernel.setting').values(row).execute()
      },
    }
    const crash = line.inWork(async (work) => {
      await consume(work, dying, 100)
      throw new Error('killed before the commit')
    })
    await expect(crash).rejects.toThrow('killed')
    await line.inWork((work) => consume(work, dying, 100)) // a second insert would break the key
    const effects = await line.db
      .selectFrom('kernel.setting')
      .selectAll()
      .where('name', '=', 'effect')
      .execute()
    expect(effects).toHaveLength(1)
  })
})

describe('a fact that a module records', () => {
  const someone = async () => {
    await line.send(shop, [did('hello', 'fact-owner')])
    await line.settle()
    const row = await line.db
      .selectFrom('thread.event')
      .selectAll()
      .where('name', '=', 'hello')
      .executeTakeFirstOrThrow()
    return row.customer_id
  }

  test('arrives on the thread like a click does', async () => {
    const customerId = await someone()
    await line.inWork((work) =>
      record(work, {
        customerId,
        name: 'Parcel Sent',
        channel: 'email',
        properties: { parcel: 7 },
      }),
    )
    await line.settle()
    const fact = await line.db
      .selectFrom('thread.event')
      .selectAll()
      .where('name', '=', 'Parcel Sent')
      .executeTakeFirst()
    expect(fact).toMatchObject({
      ...{ customer_id: customerId, type: 'fact', channel: 'email' },
      properties: { parcel: 7 },
    })
  })

  test('is never heard when the change it tells of is undone', async () => {
    const customerId = await someone()
    const undone = line.inWork(async (work) => {
      await record(work, { customerId, name: 'Ghost', channel: 'email' })
      throw new Error('changed my mind')
    })
    await expect(undone).rejects.toThrow('changed my mind')
    await line.settle()
    expect(await wovenNames()).not.toContain('Ghost')
  })
})
