import { useQuery } from '@tanstack/react-query'
import { CustomerValue as Value } from '../../../server/src/modules/insight/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Facts.module.css'
import { StageTag } from './StageTag.tsx'
import { useProfile } from './useProfile.ts'

/** What this person has brought so far, returns deducted. */
export function CustomerValue({ id }: { id: string }) {
  const { t, formats } = useTexts()
  const { data, error } = useQuery({
    queryKey: ['customers', id, 'value'],
    queryFn: ({ signal }) => get(`/api/customers/${id}/value`, { answer: Value, signal }),
  })
  const profile = useProfile(id).data
  return (
    <Panel title={t('customers.value')} error={error} isLoading={!data}>
      {profile && <StageTag profile={profile} />}
      {data?.values.map(({ currency, revenue, returned, orders, returns }) => (
        <div key={currency}>
          <p className={classes.big}>{formats.money(revenue - returned, currency)}</p>
          <p className={classes.under}>
            {t('customers.value.orders', { orders, returns })}
            {orders > 0 &&
              ` · ${t('customers.value.basket', { amount: formats.money(revenue / orders, currency) })}`}
          </p>
        </div>
      ))}
      {data?.values.length === 0 && <p className={classes.none}>{t('customers.value.none')}</p>}
      <dl className={classes.facts}>
        {data?.lastOrderAt && (
          <>
            <dt>{t('customers.value.lastOrder')}</dt>
            <dd>
              <DateTime at={data.lastOrderAt} as="date" />
            </dd>
          </>
        )}
        {data && (
          <>
            <dt>{t('customers.value.visits')}</dt>
            <dd>{data.measured ? formats.count(data.visits) : t('customers.value.unmeasured')}</dd>
          </>
        )}
      </dl>
    </Panel>
  )
}
