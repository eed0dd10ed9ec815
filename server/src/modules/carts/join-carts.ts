import { signal } from '../../kernel/signals.ts'
import type { Work } from '../../kernel/work.ts'
import { cartOf, cartSignal, type StoredLine, touchCart } from './cart-lines.ts'
import type { MergePolicy } from './contract.ts'
import { joinCarts } from './join.ts'

/**
 * Gives what a guest put together to who they turned out to be: one cart by the policy, one list of
 * wishes, one memory of what was looked at. Both carts are locked in the order of their ids, as whoever
 * joins two does.
 */
export async function handOverCart(
  work: Work,
  { guest, to, policy }: { guest: string; to: string; policy: MergePolicy },
): Promise<boolean> {
  if (guest === to) return false
  await movesLists(work, guest, to)
  const left = await cartOf(work.tx, guest)
  if (!left || left.lines.length === 0) return false
  for (const id of [guest, to].sort()) await touchCart(work, id)
  const [ofGuest, existing] = [await cartOf(work.tx, guest), await cartOf(work.tx, to)]
  if (!ofGuest || !existing) throw new Error('a cart that was locked is gone')
  await writeJoined(work, to, join(existing.lines, ofGuest.lines, policy))
  await work.tx.deleteFrom('carts.line').where('customer_id', '=', guest).execute()
  await work.tx
    .updateTable('carts.cart')
    .set({ codes: [...new Set([...existing.codes, ...ofGuest.codes])] })
    .where('customer_id', '=', to)
    .execute()
  await work.tx
    .updateTable('carts.cart')
    .set({ codes: [] })
    .where('customer_id', '=', guest)
    .execute()
  await signal(work.tx, cartSignal(guest))
  return true
}

/** What is saved for later is united whatever the policy says; what the policy leaves out joins it. */
function join(
  existing: readonly StoredLine[],
  guest: readonly StoredLine[],
  policy: MergePolicy,
): StoredLine[] {
  const wanted = (lines: readonly StoredLine[]) => lines.filter(({ saved }) => !saved)
  const saved = (lines: readonly StoredLine[]) => lines.filter((line) => line.saved)
  const { lines, left } = joinCarts(wanted(existing), wanted(guest), policy)
  const later = joinCarts(
    joinCarts(saved(existing), saved(guest), 'max').lines,
    left.map((line) => ({ ...line, saved: true })),
    'max',
  )
  return [...lines, ...later.lines]
}

/** Lines keep their ids: an order that is being paid names them. */
async function writeJoined(work: Work, to: string, lines: readonly StoredLine[]): Promise<void> {
  await work.tx.deleteFrom('carts.line').where('customer_id', '=', to).execute()
  if (lines.length === 0) return
  await work.tx
    .insertInto('carts.line')
    .values(
      lines.map((line) => ({
        ...{ customer_id: to, id: line.id, sku: line.sku, variety: line.variety },
        ...{ options: JSON.stringify(line.options), quantity: line.quantity, saved: line.saved },
        ...{ seen_unit: line.seenUnit, added_at: line.addedAt, origin_id: line.originId },
      })),
    )
    .execute()
}

async function movesLists({ tx }: Work, from: string, to: string): Promise<void> {
  const wishes = await tx
    .deleteFrom('carts.wish')
    .where('customer_id', '=', from)
    .returningAll()
    .execute()
  if (wishes.length > 0) {
    await tx
      .insertInto('carts.wish')
      .values(wishes.map((wish) => ({ ...wish, customer_id: to })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  const views = await tx
    .deleteFrom('carts.view')
    .where('customer_id', '=', from)
    .returningAll()
    .execute()
  if (views.length > 0) {
    await tx
      .insertInto('carts.view')
      .values(views.map((view) => ({ ...view, customer_id: to })))
      .onConflict((conflict) =>
        conflict.columns(['customer_id', 'sku']).doUpdateSet((row) => ({
          viewed_at: row.fn('greatest', ['carts.view.viewed_at', 'excluded.viewed_at']),
        })),
      )
      .execute()
  }
}
