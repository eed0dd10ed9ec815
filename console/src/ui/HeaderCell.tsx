import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column, Sort } from './column.ts'
import classes from './DataTable.module.css'

interface HeaderCellProps<Row> {
  column: Column<Row>
  sort: Sort | undefined
}

export function HeaderCell<Row>({ column, sort }: HeaderCellProps<Row>) {
  const { t } = useTexts()
  const { key, header } = column
  const shared = {
    className: classes.header,
    'data-align': column.align,
    'data-phone': column.phone,
    style: { width: column.width },
  }
  if (!sort || !column.sortable) {
    return (
      <th scope="col" {...shared}>
        {header}
      </th>
    )
  }
  const down = sort.value === `-${key}`
  const up = sort.value === key
  const next = down ? key : `-${key}`
  return (
    <th scope="col" {...shared} aria-sort={down ? 'descending' : up ? 'ascending' : 'none'}>
      <button
        type="button"
        className={classes.sort}
        title={t(down ? 'ui.table.sortUp' : 'ui.table.sortDown', { column: header })}
        onClick={() => sort.onChange(next)}
      >
        {header}
        <span aria-hidden="true" className={classes.direction}>
          {down ? '↓' : up ? '↑' : ''}
        </span>
      </button>
    </th>
  )
}
