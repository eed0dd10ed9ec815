import { useCan } from '../app/session.ts'
import { CustomerAudiences } from './CustomerAudiences.tsx'
import { CustomerJourneys } from './CustomerJourneys.tsx'
import classes from './CustomerPage.module.css'

/** What the machine makes of this person: where they belong and what happens next. */
export function CustomerNext({ id }: { id: string }) {
  const can = useCan()
  if (!can('customers:read')) return null
  return (
    <div className={classes.next}>
      <CustomerJourneys id={id} />
      <CustomerAudiences id={id} />
    </div>
  )
}
