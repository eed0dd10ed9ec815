import { Button, NumberInput, Switch, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Source } from '../../../server/src/modules/thread/contract.ts'
import { SourceChange } from '../../../server/src/modules/thread/door/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Panel } from '../ui/Panel.tsx'
import { useChangeSource } from '../ui/useSources.ts'
import classes from './SourcePage.module.css'

/** What a source may do: from which pages, how fast, on whose devices. */
export function SourceSettings({ source }: { source: Source }) {
  const { t } = useTexts()
  const mayWrite = useCan()('sources:write')
  const { notify } = useNotify()
  const change = useChangeSource(source.id)
  const [draft, setDraft] = useState({
    name: source.name,
    shared: source.shared,
    ratePerMinute: source.ratePerMinute,
  })
  const [origins, setOrigins] = useState(source.origins.join('\n'))
  const inPages = source.kind === 'browser' || source.kind === 'kiosk'
  const alwaysShared = source.kind === 'till' || source.kind === 'kiosk'
  const read = SourceChange.safeParse({ ...draft, origins: linesOf(origins) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!read.success) return
    change.mutate(read.data, { onSuccess: () => notify(t('sources.saved')) })
  }
  return (
    <Panel title={t('sources.settings')}>
      <form onSubmit={submit}>
        <fieldset disabled={!mayWrite} className={classes.fields}>
          <TextInput
            label={t('sources.name')}
            maxLength={80}
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
          {inPages && (
            <Textarea
              label={t('sources.origins')}
              description={t('sources.origins.hint')}
              placeholder="https://www.example.com"
              autosize
              minRows={2}
              value={origins}
              onChange={(event) => setOrigins(event.target.value)}
              error={!read.success && t('sources.origins.wrong')}
            />
          )}
          <NumberInput
            label={t('sources.rate')}
            description={t('sources.rate.hint')}
            placeholder={t('sources.rate.none')}
            min={1}
            max={10_000_000}
            allowDecimal={false}
            value={draft.ratePerMinute ?? ''}
            onChange={(value) =>
              setDraft({ ...draft, ratePerMinute: value === '' ? null : Number(value) })
            }
          />
          <Switch
            label={t('sources.shared')}
            description={t(alwaysShared ? 'sources.shared.always' : 'sources.shared.hint')}
            disabled={alwaysShared}
            checked={alwaysShared || draft.shared}
            onChange={(event) => setDraft({ ...draft, shared: event.target.checked })}
          />
          {mayWrite && (
            <div className={classes.end}>
              <Button type="submit" variant="default" loading={change.isPending}>
                {t('sources.save')}
              </Button>
            </div>
          )}
        </fieldset>
      </form>
    </Panel>
  )
}

const linesOf = (text: string) =>
  text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter(Boolean)
