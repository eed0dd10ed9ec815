import { CloseButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CustomerDetail } from '../../../server/src/modules/customers/contract.ts'
import type { Definition } from '../../../server/src/modules/journeys/definition-contract.ts'
import { get } from '../api/client.ts'
import { problemText } from '../ui/problemText.ts'
import { DateTime, RelativeTime } from '../ui/times.tsx'
import classes from './JourneyPage.module.css'
import { passageText } from './passageText.ts'
import pathClasses from './RunPath.module.css'
import { RunTags } from './RunTags.tsx'
import type { Words } from './sentences.ts'
import { useRun } from './useRun.ts'

interface RunPathProps {
  person: string
  definition: Definition
  words: Words
  /** The journey on whose map the way can be seen, where it is not seen already. */
  mapOf?: string
  onClose: () => void
}

/** One person's way through the journey, each step with the reason for the next. */
export function RunPath({ person, definition, words, mapOf, onClose }: RunPathProps) {
  const { t } = words
  const { run, error } = useRun(person)
  const customerId = person.split('.')[0] ?? ''
  const customer = useQuery({
    queryKey: ['customers', customerId],
    queryFn: ({ signal }) =>
      get(`/api/customers/${customerId}`, { answer: CustomerDetail, signal }),
  })
  const { name, email, phone } = customer.data ?? {}
  const called = name ?? email ?? phone ?? t('journeys.person.stranger')
  return (
    <div>
      <header className={classes.panelHead}>
        <h2 className={classes.panelTitle}>{t('journeys.path.title', { name: called })}</h2>
        <CloseButton size="sm" aria-label={t('journeys.run.close')} onClick={onClose} />
      </header>
      <p className={classes.links}>
        <Link to="/customers/$id" params={{ id: customerId }}>
          {t('journeys.run.customer')}
        </Link>
        {mapOf && (
          <Link to="/journeys/$id" params={{ id: mapOf }} search={{ person } as never}>
            {t('journeys.run.map')}
          </Link>
        )}
      </p>
      <div className={pathClasses.path}>
        {run && <RunTags run={run} />}
        {Boolean(error) && (
          <p className={classes.text} role="alert">
            {problemText(t, error)}
          </p>
        )}
        <ol className={pathClasses.steps}>
          {run?.path.map((passage, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what has been passed never changes its place
            <li key={index} className={pathClasses.step} data-what={passage.what}>
              <p className={pathClasses.text}>{passageText(words, passage, definition)}</p>
              <p className={pathClasses.time}>
                <DateTime at={passage.at} />
              </p>
            </li>
          ))}
        </ol>
        {run?.dueAt && (
          <p className={classes.hint}>
            {t.rich('journeys.run.due', { when: <RelativeTime key="when" at={run.dueAt} /> })}
          </p>
        )}
      </div>
    </div>
  )
}
