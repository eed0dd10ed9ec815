import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Column } from './column.ts'
import classes from './DataTable.module.css'

/** A row is opened at its own address, or beside the list. */
export type RowTarget<Row> =
  | { to: string; params: (row: Row) => Record<string, string> }
  | { open: (row: Row) => void }

interface TableRowProps<Row> {
  row: Row
  columns: Column<Row>[]
  target: RowTarget<Row> | undefined
  isOpen: boolean
}

export function TableRow<Row>({ row, columns, target, isOpen }: TableRowProps<Row>) {
  const opener = columns.findIndex(({ leading }) => !leading)
  return (
    <tr className={classes.row} data-target={target !== undefined} data-open={isOpen}>
      {columns.map((column, index) => (
        <td
          key={column.key}
          className={classes.cell}
          data-align={column.align}
          data-phone={column.phone}
        >
          {index === opener && target ? (
            <Opener row={row} target={target}>
              {column.cell(row)}
            </Opener>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  )
}

interface OpenerProps<Row> {
  row: Row
  target: RowTarget<Row>
  children: ReactNode
}

/** One real link or button per row; its hit area is the whole row. */
function Opener<Row>({ row, target, children }: OpenerProps<Row>) {
  if ('open' in target) {
    return (
      <button
        type="button"
        data-row-opener
        className={classes.opener}
        onClick={() => target.open(row)}
      >
        {children}
      </button>
    )
  }
  return (
    <Link
      to={target.to as '/'}
      params={target.params(row) as never}
      data-row-opener
      className={classes.opener}
    >
      {children}
    </Link>
  )
}
