import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { type Aside, aside } from './contract.ts'
import { type Line, loose, type Spot, summed } from './level.ts'
import { type About, move } from './move.ts'
import { once } from './once.ts'
import { BelowZero } from './refusals.ts'

type Told = Omit<About, 'kind'> & {
  /** The same told again, by two tabs or after a time-out, happens once. */
  readonly once?: string | undefined
}

interface Coming extends Told {
  readonly lines: readonly Line[]
  /** Where not all of it can be sold: broken on the way, or to be looked at first. */
  readonly aside?: Aside | undefined
}

/** Goods come in from outside. False when this was told before. */
export const receive = (work: Work, coming: Coming): Promise<boolean> =>
  takeIn(work, coming, 'received')

/** Goods come back from a customer, to be sold again or set aside. False when this was told before. */
export const restock = (work: Work, coming: Coming): Promise<boolean> =>
  takeIn(work, coming, 'returned')

async function takeIn(
  work: Work,
  { lines, aside, once: key, ...about }: Coming,
  kind: 'received' | 'returned',
): Promise<boolean> {
  if (!(await once(work, key))) return false
  const moves = summed(lines).map(({ quantity, ...spot }) => ({
    ...{ ...spot, onHand: quantity },
    ...(aside && { [aside]: quantity }),
  }))
  await move(work, moves, { ...about, kind })
  return true
}

/**
 * A till has given goods away: they have left whatever was known of them, so this is never refused, may
 * leave less than nothing, and then somebody is told. False when this sale was told before.
 */
export async function handOver(
  work: Work,
  { lines, once: key, ...about }: Told & { readonly lines: readonly Line[] },
): Promise<boolean> {
  if (!(await once(work, key))) return false
  const moves = summed(lines).map(({ quantity, ...spot }) => ({ ...spot, onHand: -quantity }))
  await move(work, moves, { ...about, kind: 'handed-over' })
  return true
}

/** More or less than nothing. */
export interface Correction extends Spot {
  readonly by: number
}

/** Corrects what is on hand, for a reason. Goods that are promised may be gone; more than there is may not. */
export async function adjust(
  work: Work,
  {
    lines,
    ...about
  }: Omit<About, 'kind'> & {
    readonly reason: string
    readonly lines: readonly Correction[]
  },
): Promise<void> {
  const sums = summed(lines.map(({ by, ...spot }) => ({ ...spot, quantity: by })))
  const moves = sums
    .filter(({ quantity }) => quantity !== 0)
    .map(({ quantity, ...spot }) => ({ ...spot, onHand: quantity }))
  const [short] = await move(
    work,
    moves,
    { ...about, kind: 'adjusted' },
    (by) => sql`(${by}.on_hand > 0 or level.on_hand + ${by}.on_hand >= 0)`,
  )
  if (short) throw await belowZero(work, short, sums)
}

/** Says what is on hand. The same as was known is no change, and writes nothing (the journal tells of changes). */
export async function setOnHand(
  work: Work,
  {
    lines,
    ...about
  }: Omit<About, 'kind'> & {
    readonly reason: string
    readonly lines: readonly Line[]
  },
): Promise<void> {
  for (const { quantity, ...spot } of summed(lines)) {
    const known = await lockedOnHand(work, spot)
    const moves = quantity === known ? [] : [{ ...spot, onHand: quantity - known }]
    await move(work, moves, { ...about, kind: 'adjusted' })
  }
}

/** Locked, since the difference must be to what it will be when it is written. */
async function lockedOnHand({ tx }: Work, { sku, locationId }: Spot): Promise<number> {
  await tx
    .insertInto('stock.level')
    .values({ sku, location_id: locationId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { on_hand } = await tx
    .selectFrom('stock.level')
    .select('on_hand')
    .where('sku', '=', sku)
    .where('location_id', '=', locationId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return on_hand
}

interface SettingAside extends Omit<About, 'kind'> {
  readonly as: Aside
  readonly line: Line
}

/** Goods are there and may not be sold for now: damaged, or to be looked at. */
export async function setAside(work: Work, { as, line, ...about }: SettingAside): Promise<void> {
  const { quantity, ...spot } = line
  const [short] = await move(
    work,
    [{ ...spot, [as]: quantity }],
    { ...about, kind: 'set-aside' },
    () => sql`(level.on_hand - level.damaged - level.quality >= ${quantity}::int)`,
  )
  if (short) throw await belowZero(work, short, [line])
}

/** What was set aside may be sold again, or is thrown away, which takes it from what is on hand, too. */
export async function putBack(
  work: Work,
  { as, line, away = false, ...about }: SettingAside & { readonly away?: boolean },
): Promise<void> {
  const { quantity, ...spot } = line
  const column = sql.ref(aside.find((one) => one === as) ?? as)
  const [short] = await move(
    work,
    [{ ...spot, [as]: -quantity, ...(away && { onHand: -quantity }) }],
    { ...about, kind: away ? 'adjusted' : 'put-back' },
    () => sql`(level.${column} >= ${quantity}::int)`,
  )
  if (short) throw await belowZero(work, short, [line])
}

async function belowZero({ tx }: Work, { sku, locationId }: Spot, lines: readonly Line[]) {
  const level = await tx
    .selectFrom('stock.level')
    .select(sql<number>`${loose} + level.reserved`.as('there'))
    .where('sku', '=', sku)
    .where('location_id', '=', locationId)
    .executeTakeFirst()
  const line = lines.find((one) => one.sku === sku && one.locationId === locationId)
  const asked = Math.abs(line?.quantity ?? 0)
  return new BelowZero({ sku, locationId, asked, available: level?.there ?? 0 })
}
