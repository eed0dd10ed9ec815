import { Button, CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { LiveEvent } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Translator } from '../texts/translator.ts'
import { useEscape } from '../ui/useEscape.ts'
import { EntryDetail } from './EntryDetail.tsx'
import { eventLine } from './eventLine.ts'
import classes from './LivePage.module.css'
import { resultOf, violationsOf } from './liveLine.ts'
import { OriginDialog } from './OriginDialog.tsx'
import type { Names } from './useNames.ts'

interface LiveDetailProps {
  event: LiveEvent
  /** The facts that it brought about. */
  moved: LiveEvent[]
  names: Names
  onClose: () => void
}

/** Beside the flow: what came, how its time was corrected, who it was woven to. */
export function LiveDetail({ event, moved, names, onClose }: LiveDetailProps) {
  const { t, formats } = useTexts()
  useEscape(onClose)
  const [comparing, setComparing] = useState(false)
  const violations = violationsOf(event)
  const late = Date.parse(event.receivedAt) - Date.parse(event.at)
  return (
    <aside className={classes.detail} aria-label={t('thread.live.detail')}>
      <header className={classes.detailHead}>
        <h2 className={classes.detailTitle}>{event.name}</h2>
        <CloseButton aria-label={t('ui.close')} onClick={onClose} />
      </header>
      <dl className={classes.facts}>
        <dt>{t('thread.live.wovenTo')}</dt>
        <dd>
          {resultOf(event) === 'nobody' ? (
            t('thread.result.nobody.text')
          ) : (
            <Link to="/customers/$id" params={{ id: event.customerId }}>
              {event.customerName ?? t('thread.live.stranger')}
            </Link>
          )}
        </dd>
        <dt>{t('thread.live.source')}</dt>
        <dd>{event.sourceName ?? t('thread.live.ourselves')}</dd>
        <dt>{t('thread.live.lateness')}</dt>
        <dd>{t('thread.live.seconds', { seconds: formats.number(Math.max(0, late) / 1000) })}</dd>
        <dt>{t('thread.live.position')}</dt>
        <dd>{formats.count(event.position)}</dd>
      </dl>
      {event.type !== 'fact' && (
        <Button variant="default" size="compact-sm" onClick={() => setComparing(true)}>
          {t('thread.origin.title')}
        </Button>
      )}
      {violations.length > 0 && (
        <>
          <h3 className={classes.movedTitle}>{t('thread.live.offPlan')}</h3>
          <ul>
            {violations.map(({ path, rule }) => (
              <li key={`${path} ${rule}`} className={classes.moved}>
                <code>{path}</code>
                <span>{ruleText(t, rule)}</span>
              </li>
            ))}
          </ul>
          <Link to="/sources/plan/event" search={{ name: event.name } as never}>
            {t('thread.live.toPlan')}
          </Link>
        </>
      )}
      <h3 className={classes.movedTitle}>{t('thread.live.moved')}</h3>
      {moved.length === 0 && <p className={classes.none}>{t('thread.live.moved.nothing')}</p>}
      <ul>
        {moved.map((fact) => (
          <li key={fact.id} className={classes.moved}>
            <span className={classes.movedText}>{eventLine({ t, formats, names }, fact)}</span>
            <span className={classes.time}>
              {t('thread.live.afterMs', {
                ms: Math.max(0, Date.parse(fact.receivedAt) - Date.parse(event.receivedAt)),
              })}
            </span>
          </li>
        ))}
      </ul>
      <EntryDetail entry={event} />
      {comparing && <OriginDialog event={event} onClose={() => setComparing(false)} />}
    </aside>
  )
}

function ruleText(t: Translator, rule: string): string {
  const key = `plan.rule.${rule}`
  return t.has(key) ? t(key) : rule
}
