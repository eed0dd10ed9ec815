import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  type CustomerJourney,
  CustomerJourneys as Journeys,
} from '../../../server/src/modules/journeys/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Tag, type Tone } from '../ui/Tag.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Facts.module.css'

/** The journeys this person is on, what comes next on each, and those they have been on. */
export function CustomerJourneys({ id }: { id: string }) {
  const { t } = useTexts()
  const { data, error } = useQuery({
    queryKey: ['customers', id, 'journeys'],
    queryFn: ({ signal }) => get(`/api/customers/${id}/journeys`, { answer: Journeys, signal }),
  })
  return (
    <Panel title={t('customers.journeys')} error={error} isLoading={!data}>
      {data?.journeys.length === 0 && (
        <p className={classes.none}>{t('customers.journeys.none')}</p>
      )}
      <ul className={classes.list}>
        {data?.journeys.map((journey) => (
          <JourneyLine key={journey.id} journey={journey} />
        ))}
      </ul>
    </Panel>
  )
}

const tones: Record<CustomerJourney['state'], Tone> = {
  waiting: 'info',
  done: 'plain',
  exited: 'plain',
  failed: 'bad',
}

function JourneyLine({ journey }: { journey: CustomerJourney }) {
  const { t } = useTexts()
  const can = useCan()
  const { journeyId, journeyName, state, enteredAt, dueAt, convertedAt } = journey
  return (
    <li>
      {can('journeys:read') ? (
        <Link to="/journeys/$id" params={{ id: journeyId }}>
          {journeyName}
        </Link>
      ) : (
        journeyName
      )}{' '}
      <Tag tone={convertedAt ? 'good' : tones[state]}>
        {t(convertedAt ? 'customers.journey.converted' : `customers.journey.${state}`)}
      </Tag>
      <p className={classes.proof}>
        {t('customers.since')} <DateTime at={enteredAt} />
      </p>
      {state === 'waiting' && dueAt && (
        <p className={classes.proof}>
          {t('customers.journey.next')} <DateTime at={dueAt} />
        </p>
      )}
    </li>
  )
}
