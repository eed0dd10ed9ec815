import type { ReceiptLine } from '../../../server/src/modules/consent/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Requests.module.css'

/** Table by table, what was done: the answer to "are you sure?". */
export function Receipt({ lines }: { lines: readonly ReceiptLine[] }) {
  const { t, formats } = useTexts()
  const touched = lines.filter(({ rows }) => rows > 0)
  const untouched = lines.length - touched.length
  return (
    <section aria-label={t('consent.requests.receipt')}>
      <h3 className={classes.subtitle}>{t('consent.requests.receipt')}</h3>
      <table className={classes.receipt}>
        <tbody>
          {touched.map(({ table, rows, done }) => (
            <tr key={table}>
              <th scope="row">
                <code>{table}</code>
              </th>
              <td>{t(`consent.requests.did.${done}`)}</td>
              <td className={classes.number}>{formats.number(rows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {untouched > 0 && (
        <p className={classes.quiet}>{t('consent.requests.untouched', { count: untouched })}</p>
      )}
    </section>
  )
}
