import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { List } from '../api/useList.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column, Sort } from './column.ts'
import { csv, download } from './csv.ts'
import classes from './DataTable.module.css'
import { ErrorState } from './ErrorState.tsx'
import { HeaderCell } from './HeaderCell.tsx'
import { NothingMatches } from './NothingMatches.tsx'
import { type RowTarget, TableRow } from './TableRow.tsx'
import { TableSkeleton } from './TableSkeleton.tsx'
import { useRowKeys } from './useRowKeys.ts'

interface DataTableProps<Row> {
  /** What the table lists; read by screen readers and the exported file's name. */
  label: string
  list: List<Row>
  columns: Column<Row>[]
  rowKey: (row: Row) => string
  /** Where a row leads, or what opens beside the list. */
  target?: RowTarget<Row>
  sort?: Sort
  /** Shown when there is nothing at all; it teaches. */
  empty: ReactNode
  /** Given while filters are set: takes them all away. */
  onClearFilters?: (() => void) | undefined
  /** Filters and the search field. */
  tools?: ReactNode
  /** The row that is open beside the list. */
  openKey?: string | undefined
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, list, columns, rowKey, target, sort, tools } = props
  const body = useRowKeys()
  if (list.error && list.rows.length === 0) {
    return <ErrorState error={list.error} retry={list.refetch} />
  }
  const isEmpty = !list.isLoading && list.rows.length === 0
  if (isEmpty && !props.onClearFilters) return props.empty
  return (
    <div className={classes.list}>
      {tools && (
        <div className={classes.tools}>
          {tools}
          <ExportButton {...props} />
        </div>
      )}
      {isEmpty ? (
        <NothingMatches onClear={props.onClearFilters} />
      ) : (
        <div className={classes.scroll}>
          <table className={classes.table} data-stale={list.isStale} aria-label={label}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <HeaderCell key={column.key} column={column} sort={sort} />
                ))}
              </tr>
            </thead>
            {list.isLoading ? (
              <TableSkeleton columns={columns.length} />
            ) : (
              <tbody ref={body}>
                {list.rows.map((row) => (
                  <TableRow
                    key={rowKey(row)}
                    row={row}
                    columns={columns}
                    target={target}
                    isOpen={props.openKey === rowKey(row)}
                  />
                ))}
              </tbody>
            )}
          </table>
        </div>
      )}
      <Foot list={list}>{!tools && <ExportButton {...props} />}</Foot>
    </div>
  )
}

/** Below it, whoever looks needs no count. */
const countedAtSight = 10

function Foot<Row>({ list, children }: { list: List<Row>; children: ReactNode }) {
  const { t } = useTexts()
  if (list.rows.length === 0) return null
  const count = list.rows.length
  return (
    <div className={classes.foot}>
      {(list.hasMore || count > countedAtSight) && (
        <span>{t(list.hasMore ? 'ui.table.shown' : 'ui.table.end', { count })}</span>
      )}
      {list.hasMore && (
        <Button
          variant="default"
          size="compact-sm"
          loading={list.isLoadingMore}
          onClick={list.loadMore}
        >
          {t('ui.table.more')}
        </Button>
      )}
      {children}
    </div>
  )
}

function ExportButton<Row>({ label, list, columns }: DataTableProps<Row>) {
  const { t } = useTexts()
  const exported = columns.filter((column) => column.csv)
  if (exported.length === 0 || list.rows.length === 0) return null
  const head = exported.map((column) => column.header)
  const rows = () => list.rows.map((row) => exported.map((column) => column.csv?.(row)))
  return (
    <Button
      className={classes.export}
      variant="subtle"
      color="gray"
      size="compact-sm"
      leftSection={<IconDownload size={15} stroke={1.5} />}
      onClick={() => download(`${label}.csv`, csv(head, rows()))}
    >
      {t('ui.table.export')}
    </Button>
  )
}
