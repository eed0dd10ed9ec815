import type { CustomerDetail } from '../../../server/src/modules/customers/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Facts.module.css'

/** By what this person is recognised, and what proves it. */
export function Identity({ customer }: { customer: CustomerDetail }) {
  const { t, formats } = useTexts()
  return (
    <>
      <Panel title={t('customers.identifiers')}>
        <ul className={classes.list}>
          {customer.identifiers.map(({ kind, value, addedAt, eventId }) => (
            <li key={`${kind} ${value}`}>
              <p className={classes.kind}>
                {identifierName(t, kind)}
                <span title={t('customers.proof.event', { event: eventId })}>
                  {t('customers.proof', { date: formats.date(addedAt) })}
                </span>
              </p>
              <Copyable value={value} />
            </li>
          ))}
        </ul>
        {customer.identifiers.length === 0 && (
          <p className={classes.none}>{t('customers.identifiers.none')}</p>
        )}
      </Panel>
      {customer.merges.length > 0 && (
        <Panel title={t('customers.merges')}>
          <ul className={classes.list}>
            {customer.merges.map(({ id, at, matched }) => (
              <li key={id} className={classes.value}>
                {t('customers.merge', {
                  by: matched.map((kind) => shortMatch(t, kind)).join(', '),
                })}
                <p className={classes.proof}>
                  <DateTime at={at} />
                </p>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}

type T = ReturnType<typeof useTexts>['t']

function identifierName(t: T, kind: string): string {
  const key = `customers.identifier.${kind}`
  return t.has(key) ? t(key) : kind
}

/** A match is written `kind:value` in the merge's proof; the kind alone is what a person reads. */
function shortMatch(t: T, match: string): string {
  const [kind = match] = match.split(/[: ]/)
  return identifierName(t, kind)
}
