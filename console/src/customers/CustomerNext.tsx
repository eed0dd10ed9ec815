import type { CustomerDetail } from '../../../server/src/modules/customers/contract.ts'
import { useCan } from '../app/session.ts'
import { CustomerAudiences } from './CustomerAudiences.tsx'
import { CustomerJourneys } from './CustomerJourneys.tsx'
import classes from './CustomerPage.module.css'
import { Habits } from './Habits.tsx'
import { Household } from './Household.tsx'
import { WhatNow } from './WhatNow.tsx'

/** What the machine makes of this person: where they belong and what happens next. */
export function CustomerNext({
  id,
  customer,
}: {
  id: string
  customer: CustomerDetail | undefined
}) {
  const can = useCan()
  if (!can('customers:read')) return null
  return (
    <div className={classes.next}>
      <WhatNow id={id} customer={customer} />
      <Habits id={id} />
      <CustomerJourneys id={id} />
      <CustomerAudiences id={id} />
      <Household id={id} />
    </div>
  )
}
