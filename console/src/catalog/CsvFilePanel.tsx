import { Button } from '@mantine/core'
import type { CsvFileDetail } from '../../../server/src/modules/catalog/csv/contract.ts'
import { Problem } from '../api/problem.ts'
import { ImportState } from '../imports/ImportState.tsx'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { problemText } from '../ui/problemText.ts'
import { Refused } from '../ui/Refused.tsx'
import { CsvFaults } from './CsvFaults.tsx'
import classes from './Structure.module.css'
import { useCsvFile, useMoveCsvFile } from './useCsvFiles.ts'

/** One file: how far it is, what it changes, what of it could not be taken, and what can be done about it. */
export function CsvFilePanel({ id, may }: { id: string; may: boolean }) {
  const { data: file, error, isPending } = useCsvFile(id)
  return (
    <Panel title={file?.name ?? ''} error={error} isLoading={isPending}>
      {file && <Told file={file} may={may} />}
    </Panel>
  )
}

function Told({ file, may }: { file: CsvFileDetail; may: boolean }) {
  const { t } = useTexts()
  const move = useMoveCsvFile(file.id)
  const { trial, state, products, position, refusal } = file
  const { added, changed, unchanged, refused } = file
  const n = added + changed
  return (
    <div className={classes.file}>
      <div aria-live="polite">
        <p className={classes.verdict}>{t(verdictOf(file))}</p>
        {refusal && (
          <p role="alert">{problemText(t, new Problem(refusal.code, 422, refusal.details))}</p>
        )}
      </div>
      {state !== 'done' && <ImportState row={{ state, line: position, lines: products }} />}
      <p>{t('catalog.file.counts', { added, changed, unchanged, refused })}</p>
      {file.faults.length > 0 && <CsvFaults file={file} />}
      <Refused error={move.error} />
      {may && (
        <div className={classes.tools}>
          {trial && state === 'done' && (
            <Button
              loading={move.isPending}
              disabled={n === 0}
              onClick={() => move.mutate('start')}
            >
              {t('catalog.file.take', { n })}
            </Button>
          )}
          {!trial && state === 'stopped' && (
            <Button loading={move.isPending} onClick={() => move.mutate('start')}>
              {t('catalog.file.resume')}
            </Button>
          )}
          {state === 'running' && (
            <Button variant="default" loading={move.isPending} onClick={() => move.mutate('stop')}>
              {t('catalog.file.stop')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

function verdictOf({ trial, state }: CsvFileDetail) {
  if (state === 'done') return trial ? 'catalog.file.trial' : 'catalog.file.done'
  if (state === 'stopped') return trial ? 'catalog.file.trial.stopped' : 'catalog.file.stopped'
  return trial ? 'catalog.file.trial.running' : 'catalog.file.running'
}
