import { Button, CloseButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { BacktestRunDetail } from '../../../../server/src/modules/journeys/backtest/contract.ts'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { get } from '../../api/client.ts'
import { useCan } from '../../app/session.ts'
import { problemText } from '../../ui/problemText.ts'
import { DateTime } from '../../ui/times.tsx'
import { passageText } from '../passageText.ts'
import pathClasses from '../RunPath.module.css'
import { RunTags } from '../RunTags.tsx'
import type { Words } from '../sentences.ts'
import classes from './Backtest.module.css'
import { reasonShort } from './headline.ts'
import { TrialMail } from './TrialMail.tsx'

interface PathProps {
  /** Where the run is read. */
  path: string
  definition: Definition
  words: Words
  onClose: () => void
}

/** The way that one person would have gone, each step with its time and reason, and each mail. */
export function TrialPath({ path, definition, words, onClose }: PathProps) {
  const { t } = words
  const can = useCan()
  const { data: run, error } = useQuery({
    queryKey: ['backtests', 'run', path],
    queryFn: ({ signal }) => get(path, { answer: BacktestRunDetail, signal }),
  })
  const [open, setOpen] = useState<number>()
  const mail = open === undefined ? undefined : run?.messages[open]
  const name = run?.customerName ?? t('journeys.person.stranger')
  return (
    <aside className={classes.side}>
      <header className={classes.sideHead}>
        <h3 className={classes.sideTitle}>{t('journeys.path.title', { name })}</h3>
        <CloseButton size="sm" aria-label={t('journeys.run.close')} onClick={onClose} />
      </header>
      {Boolean(error) && (
        <p className={classes.hint} role="alert">
          {problemText(t, error)}
        </p>
      )}
      {run && (
        <>
          <Link to="/customers/$id" params={{ id: run.customerId }} className={classes.link}>
            {t('journeys.run.customer')}
          </Link>
          <div className={pathClasses.path}>
            <RunTags run={run} />
            <ol className={pathClasses.steps}>
              {run.path.map((passage, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: what has been passed never changes its place
                <li key={index} className={pathClasses.step} data-what={passage.what}>
                  <p className={pathClasses.text}>
                    {passage.what === 'sent'
                      ? t('backtest.path.sent')
                      : passageText(words, passage, definition)}
                  </p>
                  <p className={pathClasses.time}>
                    <DateTime at={passage.at} />
                  </p>
                </li>
              ))}
            </ol>
          </div>
          {run.messages.length > 0 && (
            <ul className={classes.mails} aria-label={t('backtest.mails')}>
              {run.messages.map(({ templateId, at, reason }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: they keep their places
                <li key={index}>
                  <div>
                    <p className={classes.mailName}>
                      {words.names.template(templateId) ?? t('backtest.mail')}
                    </p>
                    <p className={classes.hint}>
                      <DateTime at={at} />
                      {reason && ` · ${reasonShort(words, reason)}`}
                    </p>
                  </div>
                  {can('messages:read') && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-expanded={open === index}
                      onClick={() => setOpen(open === index ? undefined : index)}
                    >
                      {t(open === index ? 'backtest.mail.hide' : 'backtest.mail.show')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )}
          {mail && <TrialMail key={open} customerId={run.customerId} mail={mail} />}
          {run.others.length > 0 && (
            <p className={classes.hint}>
              {t('backtest.others', { list: run.others.map((one) => one.name).join(', ') })}
            </p>
          )}
        </>
      )}
    </aside>
  )
}
