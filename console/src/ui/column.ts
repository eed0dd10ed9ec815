import type { ReactNode } from 'react'
import type { CsvValue } from './csv.ts'

export interface Column<Row> {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  /** The plain value in an exported file; a column without it is not exported. */
  csv?: (row: Row) => CsvValue
  /** Figures are aligned at their end. */
  align?: 'end'
  width?: string
  /** The server can sort by it: the address then says `sort=key`, or `sort=-key`. */
  sortable?: boolean
  /** Stands before what opens the row, and is used by itself: a box to tick. */
  leading?: true
  /** Left out at 375 px; the row's own page has it. */
  phone?: 'hide'
}

export interface Sort {
  value: string | undefined
  onChange: (sort: string) => void
}
