import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import type { CustomerDetail } from '../../../server/src/modules/customers/contract.ts'
import { TraitHistory } from '../../../server/src/modules/customers/profile-contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Facts.module.css'
import { isTold, readableTrait } from './said.ts'
import { hasChanged, TraitLine } from './TraitLine.tsx'

/** Told by the page's own head. */
const inTheHead = new Set(['name', 'firstName', 'lastName', 'email', 'phone'])

/** What is known of the person, as their channels told it; a click unfolds who said it and when. */
export function Traits({ customer }: { customer: CustomerDetail }) {
  const { t, formats } = useTexts()
  const { data, error } = useQuery({
    queryKey: ['customers', customer.id, 'traits'],
    queryFn: ({ signal }) =>
      get(`/api/customers/${customer.id}/traits`, { answer: z.array(TraitHistory), signal }),
  })
  const isNamed = (name: string) => t.has(`customers.trait.${name}`)
  const told = Object.entries(customer.traits)
    .filter(([name, value]) => isTold(value) && !inTheHead.has(name))
    .sort(([one], [other]) => Number(isNamed(other)) - Number(isNamed(one)))
  const head = (data ?? []).filter((one) => inTheHead.has(one.name) && hasChanged(one))
  return (
    <Panel title={t('customers.person')} error={error}>
      <dl className={classes.facts}>
        {told.map(([name, value]) => (
          <TraitLine
            key={name}
            name={name}
            text={readableTrait({ t, formats }, name, value)}
            history={data?.find((one) => one.name === name)}
          />
        ))}
        {head.map((history) => (
          <TraitLine
            key={history.name}
            name={history.name}
            text={readableTrait({ t, formats }, history.name, history.value ?? '–')}
            history={history}
          />
        ))}
        {!('language' in customer.traits) && (
          <>
            <dt>{t('customers.language')}</dt>
            <dd>{formats.language(customer.language)}</dd>
          </>
        )}
        <dt>{t('customers.timeZone')}</dt>
        <dd>{customer.timeZone.replaceAll('_', ' ')}</dd>
        <dt>{t('customers.firstSeen')}</dt>
        <dd>
          <DateTime at={customer.firstSeenAt} as="date" />
        </dd>
      </dl>
    </Panel>
  )
}
