import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import { Membership } from '../../../server/src/modules/audiences/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Facts.module.css'

/** In which audiences this person is now, and since when. */
export function CustomerAudiences({ id }: { id: string }) {
  const { t } = useTexts()
  const can = useCan()
  const { data, error } = useQuery({
    queryKey: ['customers', id, 'audiences'],
    queryFn: ({ signal }) =>
      get(`/api/customers/${id}/audiences`, { answer: z.array(Membership), signal }),
  })
  return (
    <Panel title={t('customers.audiences')} error={error} isLoading={!data}>
      {data?.length === 0 && <p className={classes.none}>{t('customers.audiences.none')}</p>}
      <ul className={classes.list}>
        {data?.map(({ audienceId, name, since }) => (
          <li key={audienceId}>
            {can('audiences:read') ? (
              <Link to="/audiences/$id" params={{ id: audienceId }}>
                {name}
              </Link>
            ) : (
              name
            )}
            <p className={classes.proof}>
              {t('customers.since')} <DateTime at={since} as="date" />
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
