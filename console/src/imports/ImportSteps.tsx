import { JsonInput, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { ImportFileDetail } from '../../../server/src/modules/thread/import/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { BringIn } from './BringIn.tsx'
import { ColumnsForm } from './ColumnsForm.tsx'
import { type Draft, draftOf, formDraft, mappingIn, textDraft } from './draft.ts'
import classes from './Imports.module.css'
import { LinePreview } from './LinePreview.tsx'
import { beginningOf } from './sheet.ts'

/** What the lines mean, where they come from, why they may be kept; first tried, then brought in. */
export function ImportSteps({ file }: { file: ImportFileDetail }) {
  const { t, formats } = useTexts()
  const [beginning] = useState(() => beginningOf(file.name, file.beginning, file.encoding))
  const [draft, setDraft] = useState(() => draftOf(file, beginning, formats.timeZone))
  const { mapping, lacking } = mappingIn(draft)
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        <div className={classes.line}>
          <SegmentedControl
            size="xs"
            aria-label={t('imports.mapping')}
            value={draft.by}
            data={(['form', 'text'] as const).map((value) => ({
              value,
              label: t(`imports.by.${value}`),
            }))}
            onChange={(by) =>
              setDraft(by === 'text' ? textDraft(draft) : (formDraft(draft, beginning) ?? draft))
            }
          />
          {draft.by === 'text' && !formDraft(draft, beginning) && (
            <span className={classes.quiet}>{t('imports.by.onlyText')}</span>
          )}
        </div>
        <Editor draft={draft} beginning={beginning} onChange={setDraft} raw={file.beginning} />
      </div>
      <div className={classes.column}>
        {lacking.length > 0 ? (
          <Panel title={t('imports.preview')}>
            <ul className={classes.list}>
              {lacking.map((one) => (
                <li key={one}>{lackText(t, one)}</li>
              ))}
            </ul>
          </Panel>
        ) : (
          mapping && <LinePreview id={file.id} mapping={mapping} />
        )}
        <BringIn file={file} mapping={mapping} />
      </div>
    </div>
  )
}

interface EditorProps {
  draft: Draft
  beginning: ReturnType<typeof beginningOf>
  raw: readonly string[]
  onChange: (draft: Draft) => void
}

function Editor({ draft, beginning, raw, onChange }: EditorProps) {
  const { t } = useTexts()
  if (draft.by === 'form') {
    const change = (form: typeof draft.form) => onChange({ by: 'form', form })
    return <ColumnsForm form={draft.form} beginning={beginning} onChange={change} />
  }
  return (
    <>
      <Panel title={t('imports.beginning')}>
        <pre className={classes.beginning}>{raw.slice(0, 6).join('\n')}</pre>
      </Panel>
      <JsonInput
        label={t('imports.mapping')}
        description={t('imports.mapping.hint')}
        autosize
        minRows={12}
        maxRows={28}
        value={draft.text}
        onChange={(text) => onChange({ by: 'text', text })}
      />
    </>
  )
}

/** What a form lacks, in words; what is wrong with a text is told as the schema says it. */
function lackText(t: ReturnType<typeof useTexts>['t'], lack: string): string {
  const key: string = `imports.lacking.${lack}`
  return t.has(key) ? t(key) : lack
}
