import { momentOf } from './clock-text.ts'
import type { Cell, ImportMapping, Property } from './contract.ts'
import { type Decimal, decimalOf, numberOf, plus, rounded, times, zero } from './decimal.ts'
import { Fault } from './faults.ts'

type Row = readonly string[]
export type Value = string | number | boolean | undefined

/** What reading cells needs to know of the file. */
export interface Sheet {
  /** The place of a column; every column that a mapping names was found before. */
  readonly place: (column: string) => number
  readonly decimal: ImportMapping['csv']['decimal']
}

export type ReadCell = (row: Row, sign: 1 | -1) => Value
export type ReadProperty = (rows: readonly Row[], sign: 1 | -1) => Value

/** A function that reads one value out of a line; an empty cell gives none. */
export function cellReader(cell: Cell, sheet: Sheet): ReadCell {
  if ('value' in cell) return () => cell.value
  const place = sheet.place(cell.column)
  const textIn = (row: Row) => (row[place] ?? '').trim()
  if (cell.as === 'number') {
    return (row, sign) => {
      const text = textIn(row)
      if (text === '') return undefined
      const value = numberOf(exact(text, cell.column, sheet))
      return cell.signed ? signed(value, sign) : value
    }
  }
  if (cell.as === 'boolean') return (row) => booleanOf(textIn(row), cell.column)
  if (cell.as === 'dmy' || cell.as === 'mdy') {
    const formats = [cell.as, 'iso'] as const
    return (row) => dayOf(textIn(row), cell.column, formats)
  }
  if (cell.as === 'id') return (row) => textIn(row).replace(/^(\d+)\.0+$/, '$1') || undefined
  return (row) => textIn(row) || undefined
}

/** A function that reads one value out of a group of lines: a sum, or what its first line that says so says. */
export function propertyReader(property: Property, sheet: Sheet): ReadProperty {
  if ('sum' in property) return sumReader(property, sheet)
  const read = cellReader(property, sheet)
  return (rows, sign) => {
    for (const row of rows) {
      const value = read(row, sign)
      if (value !== undefined) return value
    }
    return undefined
  }
}

function sumReader(
  { sum, decimals, signed: turned }: Extract<Property, { sum: string[] }>,
  sheet: Sheet,
): ReadProperty {
  const places = sum.map((column) => ({ column, place: sheet.place(column) }))
  return (rows, sign) => {
    let total: Decimal = zero
    for (const row of rows) {
      const factors = places.map(({ column, place }) => exact(row[place] ?? '', column, sheet))
      total = plus(total, factors.reduce(times))
    }
    const value = numberOf(rounded(total, decimals))
    return turned ? signed(value, sign) : value
  }
}

/** -0 would be written as 0 all the same; here it is 0 for whoever compares. */
const signed = (value: number, sign: 1 | -1) => (value === 0 ? 0 : value * sign)

function exact(text: string, column: string, { decimal }: Sheet): Decimal {
  const value = decimalOf(text, decimal)
  if (!value) throw new Fault('number/unreadable', `${column}: ${text}`)
  return value
}

/** A day has no zone: midnight of UTC is read, and only its day is kept. */
function dayOf(
  text: string,
  column: string,
  formats: readonly ('dmy' | 'mdy' | 'iso')[],
): string | undefined {
  const [day = ''] = text.split(/[T ]/, 1)
  if (day === '') return undefined
  for (const format of formats) {
    const moment = momentOf(day, { format, zone: 'UTC' })
    if (moment !== undefined) return new Date(moment).toISOString().slice(0, 10)
  }
  throw new Fault('day/unreadable', `${column}: ${text}`)
}

const truths: Record<string, boolean> = {
  ...{ true: true, yes: true, oui: true, '1': true, y: true, o: true, vrai: true },
  ...{ false: false, no: false, non: false, '0': false, n: false, faux: false },
}

function booleanOf(text: string, column: string): boolean | undefined {
  if (text === '') return undefined
  const value = truths[text.toLowerCase()]
  if (value === undefined) throw new Fault('boolean/unreadable', `${column}: ${text}`)
  return value
}
