import { useQuery } from '@tanstack/react-query'
import { CustomerConsents } from '../../../server/src/modules/consent/contract.ts'
import type { CustomerDetail } from '../../../server/src/modules/customers/contract.ts'
import type { OpenCart } from '../../../server/src/modules/customers/profile-contract.ts'
import { CustomerJourneys } from '../../../server/src/modules/journeys/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime, RelativeTime } from '../ui/times.tsx'
import { useProfile } from './useProfile.ts'
import classes from './WhatNow.module.css'

/** What is open with this person, and what is likely to come next: the reason why one came here. */
export function WhatNow({ id, customer }: { id: string; customer: CustomerDetail | undefined }) {
  const { t } = useTexts()
  const profile = useProfile(id)
  const step = useNextStep(id)
  const unasked = useUnasked(id, customer)
  const cart = profile.data?.cart
  const isQuiet = profile.data?.stage === 'at_risk'
  const nothing = profile.data && !cart && !step && !unasked && !isQuiet
  return (
    <Panel title={t('customers.now')} error={profile.error} isLoading={!profile.data}>
      <ul className={classes.now}>
        {cart && <CartLine cart={cart} />}
        {step?.dueAt && (
          <li>
            <strong>{step.journeyName}</strong>
            <p>
              {t('customers.journey.next')} <DateTime at={step.dueAt} />
            </p>
          </li>
        )}
        {isQuiet && profile.data?.stageFrom.lastOrderAt && (
          <li>
            <strong>{t('customers.now.quiet')}</strong>
            <p>
              {t('customers.value.lastOrder')}{' '}
              <RelativeTime at={profile.data.stageFrom.lastOrderAt} />
            </p>
          </li>
        )}
        {unasked && (
          <li>
            <strong>{t('customers.now.ask')}</strong>
            <p>{t('customers.now.ask.why')}</p>
          </li>
        )}
      </ul>
      {nothing && <p className={classes.none}>{t('customers.now.nothing')}</p>}
    </Panel>
  )
}

function CartLine({ cart }: { cart: OpenCart }) {
  const { t, formats } = useTexts()
  const { lines, total, currency, checkoutStarted, changedAt } = cart
  const count = lines.reduce((sum, line) => sum + line.quantity, 0)
  return (
    <li>
      <strong>
        {t(checkoutStarted ? 'customers.now.checkout' : 'customers.now.cart', {
          count,
          total: total === null ? 'none' : formats.money(total, currency),
        })}
      </strong>
      <p>
        {lines
          .slice(0, 3)
          .map(({ product, quantity }) => (quantity > 1 ? `${quantity} × ${product}` : product))
          .join(', ')}
        {lines.length > 3 && ' …'}
      </p>
      <p>
        <RelativeTime at={changedAt} />
      </p>
    </li>
  )
}

/** The next step of the journeys that this person is on, the soonest. */
function useNextStep(id: string) {
  const { data } = useQuery({
    queryKey: ['customers', id, 'journeys'],
    queryFn: ({ signal }) =>
      get(`/api/customers/${id}/journeys`, { answer: CustomerJourneys, signal }),
  })
  const waiting = (data?.journeys ?? []).filter(({ state, dueAt }) => state === 'waiting' && dueAt)
  return waiting.sort((a, b) => ((a.dueAt ?? '') < (b.dueAt ?? '') ? -1 : 1))[0]
}

/** Whether there is an address, and nobody asked yet whether it may be written to. */
function useUnasked(id: string, customer: CustomerDetail | undefined): boolean {
  const can = useCan()
  const { data } = useQuery({
    queryKey: ['customers', id, 'consents'],
    queryFn: ({ signal }) =>
      get(`/api/customers/${id}/consents`, { answer: CustomerConsents, signal }),
    enabled: can('consent:read'),
  })
  const standing = data?.standings.find(
    ({ purpose, channel }) => purpose === 'marketing' && channel === 'email',
  )
  return Boolean(customer?.email) && standing?.state === 'unknown'
}
