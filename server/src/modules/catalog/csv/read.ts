import type { Option, Part, ProductState, Texts } from '../contract.ts'
import { ProductState as States } from '../contract.ts'
import { minor, parted } from './cells.ts'
import type { Cells, Group } from './lines.ts'
import { relatedKinds, type Said, type Sheet } from './sheet.ts'
import { attributeIn, CellFault, wholeNumber, yesOrNo } from './values.ts'

/** Reads what the lines of one product say. */
export function saidIn({ rows }: Group, sheet: Sheet): Said {
  const first = rows[0]?.cells ?? new Map()
  const cell = (column: string) => first.get(column)
  const texts = (column: string): Texts | undefined =>
    first.has(`${column}_fr`) || first.has(`${column}_en`)
      ? { fr: cell(`${column}_fr`) ?? '', en: cell(`${column}_en`) ?? '' }
      : undefined
  const several = (column: string) => (first.has(column) ? parted(cell(column) ?? '') : undefined)
  const [name, description, options] = [texts('name'), texts('description'), optionsIn(rows)]
  const [categories, taxClass, code] = [several('categories'), cell('tax_class'), cell('product')]
  return {
    ...(code && { code }),
    ...(cell('state') && { state: stateIn(cell('state') ?? '') }),
    ...(name && { name }),
    ...(description && { description }),
    ...(first.has('brand') && { brand: cell('brand') || null }),
    ...(taxClass && { taxClass }),
    ...(categories && { categories }),
    ...(options && { options }),
    attributes: Object.fromEntries(
      sheet.attributes.flatMap((one) => {
        const value = attributeIn(one, first)
        return value === undefined ? [] : [[one.code, value]]
      }),
    ),
    related: Object.fromEntries(
      relatedKinds.flatMap((kind) => {
        const codes = several(kind)
        return codes ? [[kind, codes]] : []
      }),
    ),
    images: several('images'),
    variants: rows.map(({ cells }) => variantIn(cells, options !== undefined)),
    prices: rows.flatMap(({ cells }) => pricesIn(cells, sheet)),
  }
}

function stateIn(text: string): ProductState {
  const state = States.safeParse(text)
  if (!state.success) throw new CellFault('state', 'choice')
  return state.data
}

function variantIn(cells: Cells, hasOptions: boolean): Said['variants'][number] {
  const sku = cells.get('sku')
  if (!sku) throw new CellFault('sku', 'missing')
  const [active, weight, barcodes, parts] = ['active', 'weight', 'barcodes', 'parts'].map(
    (column) => cells.get(column),
  )
  return {
    sku,
    ...(active && { active: yesOrNo('active', active) }),
    ...(weight !== undefined && { weight: weight === '' ? null : wholeNumber('weight', weight) }),
    ...(barcodes !== undefined && { barcodes: parted(barcodes) }),
    ...(parts !== undefined && { parts: parted(parts).map(partIn) }),
    ...(hasOptions && {
      options: Object.fromEntries(
        [1, 2, 3].flatMap((place) => {
          const code = cells.get(`option${place}`)
          return code ? [[code, cells.get(`option${place}_value`) ?? '']] : []
        }),
      ),
    }),
  }
}

function partIn(text: string): Part {
  const cut = text.lastIndexOf(':')
  if (cut < 1) throw new CellFault('parts', 'part')
  return { sku: text.slice(0, cut), quantity: wholeNumber('parts', text.slice(cut + 1)) }
}

/** What variants differ by, with the values that these lines bring; undefined where the file does not say. */
function optionsIn(rows: Group['rows']): Option[] | undefined {
  if (!rows[0]?.cells.has('option1')) return undefined
  return [1, 2, 3].flatMap((place) => {
    const at = (cells: Cells, end: string) => cells.get(`option${place}${end}`) ?? ''
    const first = rows[0]?.cells ?? new Map()
    const code = at(first, '')
    if (!code) return []
    const values = new Map(
      rows.map(({ cells }) => [
        at(cells, '_value'),
        {
          code: at(cells, '_value'),
          name: { fr: at(cells, '_value_fr'), en: at(cells, '_value_en') },
        },
      ]),
    )
    return [
      { code, name: { fr: at(first, '_fr'), en: at(first, '_en') }, values: [...values.values()] },
    ]
  })
}

function pricesIn(cells: Cells, { lists }: Sheet): Said['prices'][number][] {
  const sku = cells.get('sku') ?? ''
  return lists.flatMap(({ code: list, digits }) => {
    const text = cells.get(`price:${list}`)
    if (text === undefined) return []
    const amount = text === '' ? null : minor(text, digits)
    if (amount === undefined) throw new CellFault(`price:${list}`, 'amount')
    return [{ list, sku, amount }]
  })
}
