import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import {
  type CsvFault,
  type CsvFileDetail,
  RefusedLines,
} from '../../../server/src/modules/catalog/csv/contract.ts'
import { get } from '../api/client.ts'
import { Problem } from '../api/problem.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { csv, download } from '../ui/csv.ts'
import { problemText } from '../ui/problemText.ts'
import { Refused } from '../ui/Refused.tsx'
import classes from './Structure.module.css'

/** What could not be taken, and why; all of it as a file that can be mended and sent again. */
export function CsvFaults({ file }: { file: CsvFileDetail }) {
  const { t } = useTexts()
  const { id, name, faults, refused } = file
  const fetched = useMutation({
    mutationFn: () => get(`/api/catalog/files/${id}/refused`, { answer: RefusedLines }),
    onSuccess: ({ columns, faults: all }) =>
      download(
        `${name.replace(/\.csv$/i, '')}.errors.csv`,
        csv(
          ['line', 'reason', ...columns.filter((column) => !told.has(column))],
          all.flatMap((fault) =>
            fault.rows.map(({ line, cells }) => [
              ...[line, reasonOf(t, fault)],
              ...cells.filter((_, place) => !told.has(columns[place] ?? '')),
            ]),
          ),
        ),
      ),
  })
  return (
    <>
      <div className={classes.scroll}>
        <table className={`${classes.prices} ${classes.faults}`}>
          <tbody>
            {faults.map((fault) => (
              <tr key={`${fault.line} ${fault.product}`}>
                <th scope="row">{t('catalog.file.line', { line: fault.line })}</th>
                <td>{fault.sku || fault.product}</td>
                <td>{reasonOf(t, fault)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {refused > faults.length && (
        <p className={classes.quiet}>{t('catalog.file.more', { n: faults.length })}</p>
      )}
      <Refused error={fetched.error} />
      <Button
        size="compact-sm"
        variant="default"
        loading={fetched.isPending}
        onClick={() => fetched.mutate()}
      >
        {t('catalog.file.errors')}
      </Button>
    </>
  )
}

/** Of a file of refusals that was mended, what it told the time before. */
const told = new Set(['line', 'reason'])

function reasonOf(
  t: ReturnType<typeof useTexts>['t'],
  { reason, details, column }: CsvFault,
): string {
  const key = `catalog.fault.${reason.replace('cell/', '')}`
  const known = reason.startsWith('cell/')
    ? t.has(key)
      ? t(key as never)
      : reason
    : problemText(t, new Problem(reason, 422, details))
  return column ? t('catalog.fault', { column, text: known }) : known
}
