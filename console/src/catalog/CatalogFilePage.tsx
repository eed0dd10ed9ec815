import { Button } from '@mantine/core'
import { IconDownload, IconFileUpload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { CsvReport } from '../../../server/src/modules/catalog/csv/contract.ts'
import { Problem } from '../api/problem.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { csv, download } from '../ui/csv.ts'
import { Page } from '../ui/Page.tsx'
import { problemText } from '../ui/problemText.ts'
import { Refused } from '../ui/Refused.tsx'
import { CatalogTabs } from './CatalogTabs.tsx'
import classes from './Structure.module.css'
import { readCatalogue } from './upload.ts'
import { useReadAgain } from './useCatalog.ts'

/** The catalogue as a file: out, changed in a spreadsheet, tried, and in again. */
export function CatalogFilePage() {
  const { t } = useTexts()
  const readAgain = useReadAgain()
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File>()
  const trial = useMutation({ mutationFn: (chosen: File) => readCatalogue(chosen, true) })
  const run = useMutation({
    mutationFn: (chosen: File) => readCatalogue(chosen, false),
    onSuccess: readAgain,
  })
  const report = run.data ?? trial.data
  return (
    <Page title={t('catalog.side.file')} answer={t('catalog.file.answer')}>
      <CatalogTabs />
      <div className={classes.file}>
        <Button
          component="a"
          href="/api/catalog/export.csv"
          download
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.5} />}
        >
          {t('catalog.export')}
        </Button>
        <p className={classes.quiet}>{t('catalog.file.text')}</p>
        <input
          ref={input}
          hidden
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => {
            const chosen = event.target.files?.[0]
            event.target.value = ''
            if (!chosen) return
            setFile(chosen)
            run.reset()
            trial.mutate(chosen)
          }}
        />
        <Button
          variant={report ? 'default' : 'filled'}
          loading={trial.isPending}
          leftSection={<IconFileUpload size={16} stroke={1.5} />}
          onClick={() => input.current?.click()}
        >
          {t('catalog.file.choose')}
        </Button>
        <Refused error={trial.error ?? run.error} />
        {report && <Report report={report} isTrial={!run.data} name={file?.name ?? ''} />}
        {file && trial.data && !run.data && (
          <Button
            loading={run.isPending}
            disabled={trial.data.added + trial.data.changed === 0}
            onClick={() => run.mutate(file)}
          >
            {t('catalog.file.take', { n: trial.data.added + trial.data.changed })}
          </Button>
        )}
      </div>
    </Page>
  )
}

function Report({ report, isTrial, name }: { report: CsvReport; isTrial: boolean; name: string }) {
  const { t } = useTexts()
  const { errors, refused, added, changed, unchanged } = report
  const reasonOf = ({ reason, details, column }: CsvReport['errors'][number]) => {
    const key = `catalog.fault.${reason.replace('cell/', '')}`
    const text = reason.startsWith('cell/')
      ? t.has(key)
        ? t(key as never)
        : reason
      : problemText(t, new Problem(reason, 422, details))
    return column ? `${column} : ${text}` : text
  }
  return (
    <section aria-live="polite">
      <p className={classes.verdict}>
        {t(isTrial ? 'catalog.file.trial' : 'catalog.file.done', { name })}
      </p>
      <p>{t('catalog.file.counts', { added, changed, unchanged, refused })}</p>
      {errors.length > 0 && (
        <>
          <div className={classes.scroll}>
            <table className={classes.prices}>
              <tbody>
                {errors.slice(0, 50).map((error) => (
                  <tr key={`${error.line}${error.product}`}>
                    <th scope="row">{t('catalog.file.line', { line: error.line })}</th>
                    <td>{error.sku || error.product}</td>
                    <td>{reasonOf(error)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() =>
              download(
                'errors.csv',
                csv(
                  ['line', 'product', 'sku', 'reason'],
                  errors.map((error) => [error.line, error.product, error.sku, reasonOf(error)]),
                ),
              )
            }
          >
            {t('catalog.file.errors')}
          </Button>
        </>
      )}
    </section>
  )
}
