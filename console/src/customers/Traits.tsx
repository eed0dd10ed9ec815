import type { CustomerDetail } from '../../../server/src/modules/customers/contract.ts'
import type { Formats } from '../texts/formats.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Facts.module.css'

/** Told by the page's own head. */
const inTheHead = new Set(['name', 'firstName', 'lastName', 'email', 'phone'])

/** What is known of the person, as their channels told it. */
export function Traits({ customer }: { customer: CustomerDetail }) {
  const { t, formats } = useTexts()
  const isNamed = (name: string) => t.has(`customers.trait.${name}`)
  const told = Object.entries(customer.traits)
    .filter(([name, value]) => isTold(value) && !inTheHead.has(name))
    .sort(([one], [other]) => Number(isNamed(other)) - Number(isNamed(one)))
  return (
    <Panel title={t('customers.person')}>
      <dl className={classes.facts}>
        {told.map(([name, value]) => (
          <Trait key={name} name={name} value={value} />
        ))}
        {!('language' in customer.traits) && (
          <>
            <dt>{t('customers.language')}</dt>
            <dd>{formats.language(customer.language)}</dd>
          </>
        )}
        <dt>{t('customers.timeZone')}</dt>
        <dd>{customer.timeZone}</dd>
        <dt>{t('customers.firstSeen')}</dt>
        <dd>
          <DateTime at={customer.firstSeenAt} as="date" />
        </dd>
      </dl>
    </Panel>
  )
}

function isTold(value: unknown): boolean {
  return value !== null && value !== undefined && value !== ''
}

function Trait({ name, value }: { name: string; value: unknown }) {
  const { t, formats } = useTexts()
  const key = `customers.trait.${name}`
  return (
    <>
      <dt>{t.has(key) ? t(key) : name}</dt>
      <dd>{readable(value, name, formats)}</dd>
    </>
  )
}

/** Traits are whatever their senders wrote: a language, a day, a list, an address. */
function readable(value: unknown, name: string, formats: Formats): string {
  if (Array.isArray(value)) return value.map(String).join(', ')
  if (typeof value === 'object' && value !== null) {
    const { street, postalCode, city, country, ...others } = value as Record<string, unknown>
    return [street, [postalCode, city].filter(isTold).join(' '), country, ...Object.values(others)]
      .filter(isTold)
      .map(String)
      .join(', ')
  }
  const text = String(value)
  if (name === 'language') return formats.language(text)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? formats.date(`${text}T12:00:00Z`) : text
}
