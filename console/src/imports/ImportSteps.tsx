import { Button, JsonInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import {
  type ImportFileDetail,
  ImportMapping,
} from '../../../server/src/modules/thread/import/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { guessMapping } from './guess.ts'
import { ImportState } from './ImportState.tsx'
import classes from './Imports.module.css'
import { TrialResult } from './TrialResult.tsx'
import { useStartImport } from './useImportFile.ts'

/** What the lines mean, where they come from, why they may be kept; first tried, then brought in. */
export function ImportSteps({ file }: { file: ImportFileDetail }) {
  const { t, formats } = useTexts()
  const start = useStartImport(file.id)
  const [text, setText] = useState(() =>
    JSON.stringify(file.trial?.mapping ?? guessMapping(file.name, file.beginning), null, 2),
  )
  const [source, setSource] = useState(file.import?.sourceName ?? t('imports.source.example'))
  const [basis, setBasis] = useState(file.import?.basis ?? '')
  const mapping = mappingIn(text)
  const how =
    typeof mapping === 'object' && source && basis ? { mapping, source, basis } : undefined
  const busy = file.running !== null
  const tried = file.trial && file.trial.refusal === null
  const begin = (dryRun: boolean) => how && start.mutate({ ...how, dryRun })
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <Panel title={t('imports.beginning')}>
          <pre className={classes.beginning}>{file.beginning.join('\n')}</pre>
        </Panel>
        <JsonInput
          label={t('imports.mapping')}
          description={t('imports.mapping.hint')}
          autosize
          minRows={12}
          maxRows={28}
          value={text}
          onChange={setText}
          error={typeof mapping === 'string' && mapping}
        />
      </div>
      <div className={classes.column}>
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
      </div>
    </div>
  )
}

/** The mapping, or what is wrong with it. */
function mappingIn(text: string): ImportMapping | string {
  try {
    const read = ImportMapping.safeParse(JSON.parse(text))
    if (read.success) return read.data
    return read.error.issues
      .slice(0, 3)
      .map(({ path, message }) => `${path.join('.')}: ${message}`)
      .join(' · ')
  } catch {
    return 'JSON'
  }
}
