import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { prepared } from '../../kernel/database.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { expireAt } from './expire.ts'
import { everyChannel, type Line, roomFor, type Spot, safetyFor, summed } from './level.ts'
import { type ChangedRow, changesOf } from './move.ts'
import { InsufficientStock, ReservationDiffers } from './refusals.ts'
import { type Reserving, reserve } from './reserve.ts'
import { tellOf } from './tell.ts'

const mostInOne = 500
/** How long the first of a batch waits for others. */
const gatherMs = 1

interface Waiting {
  readonly asked: Reserving
  readonly line: Line
  /** Whether expired reservations were looked for on its behalf. */
  tried: boolean
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * The way to reserve when everybody wants the same product at once: what comes in the same milliseconds is
 * decided by one statement, in the order in which it came. Each reservation is for itself, in a
 * transaction of its own; the answers are those of `reserve`.
 */
export class Rush {
  readonly #inWork: InWork
  readonly #queues = new Map<string, Waiting[]>()

  constructor(inWork: InWork) {
    this.#inWork = inWork
  }

  reserveSoon(asked: Reserving): Promise<void> {
    const [line, ...more] = summed(asked.lines)
    if (!line || more.length > 0) return this.#inWork((work) => reserve(work, asked))
    const { sku, locationId } = line
    const key = `${sku}\u0000${locationId}\u0000${asked.channel}`
    return new Promise((resolve, reject) => {
      const waiting = { asked, line, tried: false, resolve, reject }
      const queue = this.#queues.get(key)
      if (queue) queue.push(waiting)
      else {
        this.#queues.set(key, [waiting])
        void this.#serve(key)
      }
    })
  }

  /** One batch at a time for each product: the next ones gather behind it. */
  async #serve(key: string): Promise<void> {
    const queue = this.#queues.get(key) ?? []
    await pause(gatherMs)
    while (queue.length > 0) {
      const batch = queue.splice(0, mostInOne)
      try {
        queue.unshift(...(await this.#decide(batch)))
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#queues.delete(key)
  }

  /** Answers those who can be answered, and returns those who must be asked for again. */
  async #decide(batch: readonly Waiting[]): Promise<Waiting[]> {
    const { granted, known, free } = await this.#inWork((work) => grant(work, batch))
    const again: Waiting[] = []
    const short: Waiting[] = []
    for (const waiting of batch) {
      const { asked, line } = waiting
      const before = known.get(asked.id)
      if (granted.has(asked.id) || before === line.quantity) waiting.resolve()
      else if (before !== undefined) waiting.reject(new ReservationDiffers({ id: asked.id }))
      else if (line.quantity <= free) again.push(waiting)
      else short.push(waiting)
    }
    return [...again, ...(await this.#lookForExpired(short, free))]
  }

  async #lookForExpired(short: readonly Waiting[], free: number): Promise<Waiting[]> {
    const [first] = short
    const untried = short.filter(({ tried }) => !tried)
    const freed =
      first !== undefined &&
      untried.length > 0 &&
      (await this.#inWork((work) => expireAt(work, [first.line])))
    for (const waiting of short) {
      if (freed && !waiting.tried) waiting.tried = true
      else waiting.reject(shortOf(waiting.line, free))
    }
    return freed ? untried : []
  }
}

const shortOf = ({ sku, locationId, quantity: asked }: Line, free: number) =>
  new InsufficientStock({ sku, locationId, asked, available: Math.max(0, free) })

interface Granted {
  readonly granted: ReadonlySet<string>
  /** Reservations of these ids that were there before, with what they hold. */
  readonly known: ReadonlyMap<string, number>
  /** What is left. */
  readonly free: number
}

type GrantRow = ChangedRow & {
  free: number | null
  granted: string[]
  known: Record<string, number>
}

/** Grants the longest row of requests, from the first on, that fits into what is there. */
async function grant(work: Work, batch: readonly Waiting[]): Promise<Granted> {
  const { tx, now, newId } = work
  const { line, asked } = batch[0] as Waiting
  const { sku, locationId } = line
  const channel = asked.channel
  const { rows } = await sql<GrantRow>`${prepared}
    with level as materialized (
      select ${roomFor(channel)} as free from stock.level as level
      where sku = ${sku} and location_id = ${locationId} for update
    ), asked as (
      select * from unnest(${batch.map((one) => one.asked.id)}::uuid[],
        ${batch.map(() => newId())}::uuid[], ${batch.map((one) => one.line.quantity)}::int[],
        ${batch.map((one) => one.asked.kind)}::text[], ${batch.map((one) => one.asked.ref ?? null)}::text[],
        ${batch.map((one) => one.asked.expiresAt)}::timestamptz[])
        with ordinality as asked (id, move_id, quantity, kind, ref, expires_at, place)
    ), known as (
      select known.id, known.quantity from asked
      join stock.reservation known on known.id = asked.id and known.sku = ${sku} and known.location_id = ${locationId}
    ), fitting as (
      select *, sum(quantity) over (order by place) as upto from asked
      where id not in (select id from known)
    ), kept as (
      insert into stock.reservation
        (sku, id, location_id, quantity, lines, kind, channel, ref, created_at, expires_at)
      select ${sku}, id, ${locationId}::uuid, quantity, 1, kind, ${channel}, ref, ${now}::timestamptz, expires_at
      from fitting where upto <= (select free from level)
      on conflict do nothing
      returning id, quantity
    ), written as (
      insert into stock.move (sku, location_id, id, at, kind, reserved, reservation, ref)
      select ${sku}, ${locationId}::uuid, move_id, ${now}::timestamptz, 'reserved', quantity, id, ref
      from kept join asked using (id, quantity)
    ), counted as (
      update stock.level as level
      set reserved = reserved + (select coalesce(sum(quantity), 0)::int from kept)
      where sku = ${sku} and location_id = ${locationId} and exists (select from kept)
      returning sku, location_id, on_hand, reserved, damaged, quality, low_at, uncounted,
        ${safetyFor(everyChannel)} as safety
    )
    select counted.*, (select free from level) as free, array(select id from kept) as granted,
      (select coalesce(json_object_agg(id, quantity), '{}') from known) as known
    from (select) as whole left join counted on true`.execute(tx)
  const [row] = rows as [GrantRow]
  const granted = new Set(row.granted)
  const taken = batch
    .filter((one) => granted.has(one.asked.id))
    .reduce((sum, one) => sum + one.line.quantity, 0)
  if (granted.size > 0) await tell(work, row, line, taken)
  return { granted, known: new Map(Object.entries(row.known)), free: (row.free ?? 0) - taken }
}

async function tell(work: Work, row: ChangedRow, { sku, locationId }: Spot, taken: number) {
  await tellOf(work, changesOf([row], [{ sku, locationId, reserved: taken }]), 'reserved')
}
