import type { Attribute, AttributeValue, Texts } from '../contract.ts'
import { parted } from './cells.ts'
import type { Cells } from './lines.ts'
import { attributeColumns } from './sheet.ts'

/** Why a line is not taken: a code that the console has words for, and what it is about. */
export class CellFault extends Error {
  readonly column: string
  readonly reason: string

  constructor(column: string, reason: string) {
    super(`${column}: ${reason}`)
    this.column = column
    this.reason = reason
  }
}

export function yesOrNo(column: string, text: string): boolean {
  if (/^(yes|oui|true|vrai|1)$/i.test(text)) return true
  if (/^(no|non|false|faux|0)$/i.test(text)) return false
  throw new CellFault(column, 'yes-no')
}

export function wholeNumber(column: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new CellFault(column, 'number')
  return Number(text)
}

/** A value; null where the cell is empty, which takes it away; undefined where there is no such column. */
export function attributeIn(
  attribute: Pick<Attribute, 'code' | 'kind'>,
  cells: Cells,
): AttributeValue | null | undefined {
  const columns = attributeColumns(attribute)
  if (!columns.some((column) => cells.has(column))) return undefined
  const [column = '', other = ''] = columns
  const text = cells.get(column) ?? ''
  switch (attribute.kind) {
    case 'translated':
      return textsIn(text, cells.get(other) ?? '')
    case 'list':
    case 'choices':
      return listIn(text)
    case 'number':
      return text === '' ? null : numberIn(column, text)
    case 'yes_no':
      return text === '' ? null : yesOrNo(column, text)
    default:
      return text || null
  }
}

function numberIn(column: string, text: string): number {
  if (!/^-?\d+([.,]\d+)?(e[+-]?\d+)?$/i.test(text)) throw new CellFault(column, 'number')
  return Number(text.replace(',', '.'))
}

const textsIn = (fr: string, en: string): Texts | null => (fr || en ? { fr, en } : null)

function listIn(text: string): string[] | null {
  const values = parted(text)
  return values.length > 0 ? values : null
}
