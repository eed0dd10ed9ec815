import pg from 'pg'
import { type BenchHouse, inEmptyHouse, median, progress, round } from './house.ts'
import type { Finding } from './run.ts'
import { Stream } from './stream.ts'

/** One way to keep what was accepted and to read it in order; the same events go through each. */
interface Design {
  readonly name: string
  readonly create: string
  /** Stores the events of one request. */
  readonly write: (client: pg.Client, writer: number, events: readonly string[]) => Promise<unknown>
  /** Reads and takes about 500 events in one transaction; gives how many it took. */
  readonly read: (client: pg.Client) => Promise<number>
}

const writers = 4
const eventsInRequest = 100
const events = 60_000

const row = `at timestamptz not null default now(), body text not null`

const designs: readonly Design[] = [
  {
    name: 'horizon',
    create: `
      create table horizon (position bigint generated always as identity primary key,
        transaction xid8 not null default pg_current_xact_id(), ${row});
      create index horizon_order on horizon (transaction, position);
      create table horizon_cursor (transaction xid8 default '0', position bigint default 0);
      insert into horizon_cursor default values`,
    write: (client, _, bodies) =>
      client.query('insert into horizon (body) select * from unnest($1::text[])', [bodies]),
    read: (client) =>
      transaction(client, async () => {
        const cursor = await client.query('select * from horizon_cursor for update')
        const { rows } = await client.query(
          `select transaction, position, body from horizon
           where (transaction, position) > ($1::xid8, $2::bigint)
             and transaction < pg_snapshot_xmin(pg_current_snapshot())
           order by transaction, position limit 500`,
          [cursor.rows[0].transaction, cursor.rows[0].position],
        )
        const last = rows.at(-1)
        if (last) {
          const at = [last.transaction, last.position]
          await client.query('update horizon_cursor set transaction = $1, position = $2', at)
        }
        return rows.length
      }),
  },
  {
    name: 'perWriter',
    create: `
      create table per_writer (writer int, position bigint, ${row}, primary key (writer, position));
      create table per_writer_cursor (writer int primary key, position bigint not null);
      insert into per_writer_cursor select n, 0 from generate_series(0, ${writers - 1}) n`,
    // Each writer has a connection of its own and deals its positions itself: they commit in order.
    write: (client, writer, bodies) => {
      const from = positions[writer] ?? 0
      positions[writer] = from + bodies.length
      return client.query(
        `insert into per_writer (writer, position, body)
         select $1, $2 + n, body from unnest($3::text[]) with ordinality as one (body, n)`,
        [writer, from, bodies],
      )
    },
    read: (client) =>
      transaction(client, async () => {
        const cursors = await client.query('select * from per_writer_cursor for update')
        let taken = 0
        for (const { writer, position } of cursors.rows) {
          const { rows } = await client.query(
            `select position, body from per_writer where writer = $1 and position > $2
             order by position limit 125`,
            [writer, position],
          )
          const last = rows.at(-1)
          taken += rows.length
          if (!last) continue
          await client.query('update per_writer_cursor set position = $2 where writer = $1', [
            writer,
            last.position,
          ])
        }
        return taken
      }),
  },
  {
    name: 'deletedRows',
    create: `create table deleted (position bigint generated always as identity primary key, ${row})`,
    write: (client, _, bodies) =>
      client.query('insert into deleted (body) select * from unnest($1::text[])', [bodies]),
    read: (client) =>
      transaction(client, async () => {
        const { rowCount } = await client.query(`
          delete from deleted where position in (
            select position from deleted order by position limit 500) returning position, body`)
        return rowCount ?? 0
      }),
  },
  {
    name: 'deletedParcels',
    create: `
      create table parcel (position bigint generated always as identity primary key,
        events int not null, ${row});
      alter table parcel alter column body set storage external`,
    write: (client, _, bodies) =>
      client.query('insert into parcel (events, body) values ($1, $2)', [
        bodies.length,
        `[${bodies.join(',')}]`,
      ]),
    read: (client) =>
      transaction(client, async () => {
        const { rows } = await client.query(`
          delete from parcel where position in (
            select position from parcel order by position limit 5) returning events, body`)
        return rows.reduce((sum: number, one) => sum + JSON.parse(one.body).length, 0)
      }),
  },
]

const positions: number[] = []

async function transaction<Result>(client: pg.Client, task: () => Promise<Result>) {
  await client.query('begin')
  const result = await task()
  await client.query('commit')
  return result
}

/** The ways in which the inbox could have been kept: what each costs, and what stops or skips it. */
export const bench = (): Promise<Finding> => inEmptyHouse(measure)

async function measure(house: BenchHouse): Promise<Finding> {
  const connect = async () => {
    const client = new pg.Client(house.databaseUrl)
    await client.connect()
    return client
  }
  const clients = await Promise.all(Array.from({ length: writers }, connect))
  const reader = await connect()
  const stream = new Stream(2000)
  const requests = Array.from({ length: events / eventsInRequest }, () =>
    Array.from({ length: eventsInRequest }, () => JSON.stringify(stream.event())),
  )
  const figures: Record<string, number> = {}
  const both: number[] = []
  for (const design of designs) {
    await reader.query(design.create)
    let next = 0
    const begun = performance.now()
    await Promise.all(
      clients.map(async (client, writer) => {
        for (let one = requests[next++]; one; one = requests[next++]) {
          await design.write(client, writer, one)
        }
      }),
    )
    const written = performance.now()
    for (let left = events; left > 0; ) left -= await design.read(reader)
    const read = performance.now()
    const stalled = await heardBehindStranger(design, clients, await connect())
    const skipped = await skippedOfSlowWriter(design, clients, reader)
    figures[`${design.name}WrittenPerSecond`] = round(events / ((written - begun) / 1000))
    figures[`${design.name}ReadPerSecond`] = round(events / ((read - written) / 1000))
    figures[`${design.name}WaitsForStranger`] = Number(!stalled)
    figures[`${design.name}SkipsSlowWriter`] = Number(skipped)
    both.push(events / ((read - begun) / 1000))
    progress(JSON.stringify(figures))
  }
  await Promise.all([...clients, reader].map((client) => client.end()))
  const [horizon = Number.NaN] = both
  return {
    figures,
    ceiling: { horizonBothPerSecond: round(horizon), medianBothPerSecond: round(median(both)) },
    ratio: round((both.at(-1) ?? Number.NaN) / horizon, 2),
  }
}

/** Whether an event is read while a stranger's transaction is open on the same server. */
async function heardBehindStranger(design: Design, clients: pg.Client[], stranger: pg.Client) {
  await stranger.query('begin')
  await stranger.query('select pg_current_xact_id()')
  const [writer, reader] = clients as [pg.Client, pg.Client]
  await design.write(writer, 0, ['{"behind":"a stranger"}'])
  const heard = (await design.read(reader)) > 0
  await stranger.query('rollback')
  await stranger.end()
  while ((await design.read(reader)) > 0);
  return heard
}

/** Whether what a slow writer commits late is passed over by a reader that went on meanwhile. */
async function skippedOfSlowWriter(design: Design, clients: pg.Client[], reader: pg.Client) {
  const [slow, quick] = clients as [pg.Client, pg.Client]
  await slow.query('begin')
  await design.write(slow, 0, ['{"slow":true}'])
  await design.write(quick, 1, ['{"quick":true}'])
  const before = await design.read(reader)
  await slow.query('commit')
  const after = await design.read(reader)
  return before + after < 2
}
