import type { Work } from '../../kernel/work.ts'
import { receiveHeld, type WhyNot } from '../stock/index.ts'
import { landing } from './bring.ts'
import { hold, type Parcel } from './hold.ts'
import type { Units } from './parcels.ts'
import { NotInState } from './refusals.ts'
import { replaceUnits } from './replace.ts'
import { changeFulfilment, type FulfilmentRow, linesOf, note, type OrderLineRow } from './rows.ts'
import { giveUpUnits } from './short.ts'

/** Units of a parcel that did not arrive as they were sent. */
interface NotArrived {
  readonly lineId: string
  readonly quantity: number
  readonly why: WhyNot
}

/**
 * It is in the shop: what was brought is put with what was there. What is missing or broken comes from where there is
 * some, in a parcel of its own; what can be had nowhere leaves the order, and its money goes back.
 */
export async function receiveInShop(
  work: Work,
  parcel: Parcel & { readonly notArrived?: readonly NotArrived[] },
): Promise<void> {
  const { order, fulfilment, sisters } = await hold(work, parcel, 'receive', ['on-its-way'])
  const lines = await linesOf(work.tx, parcel.key)
  const missing = missingIn(fulfilment, lines, parcel.notArrived ?? [])
  const from = await receiveHeld(work, {
    ...landing(order, fulfilment, parcel.by),
    missing: missing.flatMap(({ parts, quantity, why }) =>
      parts.map((part) => ({ sku: part.sku, quantity: part.quantity * quantity, why })),
    ),
  })
  await changeFulfilment(work, fulfilment, { state: 'preparing', paper_id: null })
  const details = missing.map(({ lineId, quantity, why }) => ({ lineId, quantity, why }))
  const what = missing.length > 0 ? 'in-shop-in-part' : 'in-shop'
  await note(work, order, {
    ...{ what, by: parcel.by },
    details: { fulfilmentId: fulfilment.id, ...(missing.length > 0 && { missing: details }) },
  })
  if (missing.length === 0) return
  const left = await replaceUnits(work, order, fulfilment, {
    units: perLine(missing),
    sisters,
    from,
  })
  if (left.length > 0) await giveUpUnits(work, order, left, parcel.by)
}

type Missing = Units & Pick<NotArrived, 'why'>

function missingIn(
  fulfilment: FulfilmentRow,
  lines: readonly OrderLineRow[],
  said: readonly NotArrived[],
): Missing[] {
  return said.map((one) => {
    const sent = fulfilment.lines.find(({ lineId }) => lineId === one.lineId)?.quantity ?? 0
    const all = said.reduce(
      (sum, { lineId, quantity }) => sum + (lineId === one.lineId ? quantity : 0),
      0,
    )
    if (all > sent) throw new NotInState({ state: 'fewer', action: 'receive' })
    const line = lines.find(({ id }) => id === one.lineId)
    return { ...one, parts: line?.article.parts ?? [] }
  })
}

function perLine(missing: readonly Missing[]): Units[] {
  const lines = new Map<string, Units>()
  for (const { lineId, quantity, parts } of missing) {
    const before = lines.get(lineId)?.quantity ?? 0
    lines.set(lineId, { lineId, parts, quantity: before + quantity })
  }
  return [...lines.values()]
}
