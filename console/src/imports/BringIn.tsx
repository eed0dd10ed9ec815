import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type {
  ImportFileDetail,
  ImportMapping,
} from '../../../server/src/modules/thread/import/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ImportState } from './ImportState.tsx'
import classes from './Imports.module.css'
import { TrialResult } from './TrialResult.tsx'
import { useStartImport } from './useImportFile.ts'

interface BringInProps {
  file: ImportFileDetail
  /** Undefined while it is not whole. */
  mapping: ImportMapping | undefined
}

/** Where the lines come from and why they may be kept; then they are tried, then brought in. */
export function BringIn({ file, mapping }: BringInProps) {
  const { t } = useTexts()
  const start = useStartImport(file.id)
  const [source, setSource] = useState(file.import?.sourceName ?? t('imports.source.example'))
  const [basis, setBasis] = useState(file.import?.basis ?? '')
  const how = mapping && source && basis ? { mapping, source, basis } : undefined
  const busy = file.running !== null
  const tried = file.trial && file.trial.refusal === null
  const begin = (dryRun: boolean) => how && start.mutate({ ...how, dryRun })
  return (
    <>
      <TextInput
        label={t('imports.source')}
        description={t('imports.source.hint')}
        maxLength={80}
        value={source}
        onChange={(event) => setSource(event.target.value)}
      />
      <TextInput
        required
        label={t('imports.basis')}
        description={t('imports.basis.hint')}
        placeholder={t('imports.basis.example')}
        maxLength={200}
        value={basis}
        onChange={(event) => setBasis(event.target.value)}
      />
      <div className={classes.line}>
        <Button variant="default" disabled={!how || busy} onClick={() => begin(true)}>
          {t('imports.try')}
        </Button>
        <Button disabled={!how || busy || !tried} onClick={() => begin(false)}>
          {t(file.import && file.import.state !== 'done' ? 'imports.resume' : 'imports.start')}
        </Button>
      </div>
      <Outcome file={file} />
    </>
  )
}

/** How far it is, what was found, and what is to be mended. */
function Outcome({ file }: { file: ImportFileDetail }) {
  const { t, formats } = useTexts()
  const busy = file.running !== null
  const waits = file.trial?.faults.some(({ reason }) => reason === 'event/plan-violated')
  return (
    <>
      {busy && (
        <progress
          className={classes.wide}
          aria-label={t('settings.imports.progress')}
          value={file.running ?? 0}
          max={1}
        />
      )}
      {file.import && (
        <div className={classes.line}>
          <ImportState row={file.import} />
          <span>{t('imports.done', { events: formats.count(file.import.events) })}</span>
        </div>
      )}
      {file.trial && <TrialResult trial={file.trial} />}
      {waits && (
        <p className={classes.quiet}>
          {t('imports.waits')} <Link to="/quarantine">{t('sources.quarantine.title')}</Link>
        </p>
      )}
      {file.errors && !busy && (
        <Button
          component="a"
          variant="default"
          href={`/api/imports/files/${file.id}/errors`}
          download
        >
          {t('imports.errors')}
        </Button>
      )}
    </>
  )
}
