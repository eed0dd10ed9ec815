import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useCan } from '../app/session.ts'
import { WebhookEditor } from '../hooks/WebhookEditor.tsx'
import { WebhookPanel } from '../hooks/WebhookPanel.tsx'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Measure, Measures } from '../ui/Measures.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Page, Section } from '../ui/Page.tsx'
import { useChangeSource, useSource } from '../ui/useSources.ts'
import { Connect } from './Connect.tsx'
import { Pulse } from './Pulse.tsx'
import { RefusedExamples } from './RefusedExamples.tsx'
import { RotateDialog } from './RotateDialog.tsx'
import { SourceHealthChart } from './SourceHealthChart.tsx'
import classes from './SourcePage.module.css'
import { SourceSettings } from './SourceSettings.tsx'

/** One source: is it well, what is refused and why, what to paste, what it may do. */
export function SourcePage() {
  const { t, formats } = useTexts()
  const can = useCan()
  const { notify } = useNotify()
  const { id = '' } = useParams({ strict: false })
  const { data: source, error, refetch } = useSource(id)
  const change = useChangeSource(id)
  const [rotating, setRotating] = useState(false)
  const parent = { to: '/sources', label: t('sources.title') }
  if (!source) {
    return (
      <Page title={t(error ? 'sources.one' : 'ui.loading')} parent={parent}>
        {error && <ErrorState error={error} retry={refetch} />}
      </Page>
    )
  }
  const isHook = source.kind === 'webhook'
  const toggle = () => {
    const enabled = !source.enabled
    change.mutate(
      { enabled },
      {
        onSuccess: () =>
          notify(t(enabled ? 'sources.switchedOn' : 'sources.switchedOff'), {
            undo: () => change.mutate({ enabled: !enabled }),
          }),
      },
    )
  }
  return (
    <Page
      title={source.name}
      parent={parent}
      answer={
        <span className={classes.answer}>
          {t(`sources.kind.${source.kind}`)}
          <Pulse source={source} />
        </span>
      }
      actions={
        can('sources:write') && (
          <>
            {!isHook && (
              <Button variant="subtle" color="gray" onClick={() => setRotating(true)}>
                {t('sources.rotate')}
              </Button>
            )}
            <Button variant="default" loading={change.isPending} onClick={toggle}>
              {t(source.enabled ? 'sources.switchOff' : 'sources.switchOn')}
            </Button>
          </>
        )
      }
    >
      <Measures label={t('sources.figures')}>
        {(['accepted', 'duplicates', 'refused'] as const).map((key) => (
          <Measure
            key={key}
            label={t(`sources.${key}`)}
            value={formats.count(source[key])}
            note={t(`sources.${key}.note`)}
          />
        ))}
      </Measures>
      <div className={classes.columns}>
        <div className={classes.column}>
          <SourceHealthChart sourceId={id} />
          {can('events:read') && <RefusedExamples sourceId={id} />}
        </div>
        <div className={classes.column}>
          {isHook ? (
            can('sources:write') && <WebhookPanel source={source} />
          ) : (
            <Section title={t('sources.connect')}>
              <Connect source={source} />
            </Section>
          )}
          <SourceSettings key={JSON.stringify(source.origins)} source={source} />
        </div>
      </div>
      {isHook && can('sources:write') && (
        <div className={classes.below}>
          <WebhookEditor source={source} />
        </div>
      )}
      {rotating && <RotateDialog source={source} onClose={() => setRotating(false)} />}
    </Page>
  )
}
