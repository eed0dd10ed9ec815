import type {
  CustomerDetail,
  KnownIdentifier,
} from '../../../server/src/modules/customers/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './Facts.module.css'
import { identifierName } from './identifierName.ts'

/** What people know each other by comes first; what only machines know comes last, and folded. */
const order = ['email', 'phone', 'loyalty_card', 'user_id']
const ofMachines = /^(anonymous_id|ios\.id|android\.id|ga_client_id|.*token.*)$/

/** By what this person is recognised, and what proves it. */
export function Identity({ customer }: { customer: CustomerDetail }) {
  const { t } = useTexts()
  const spoken = customer.identifiers
    .filter(({ kind }) => !ofMachines.test(kind))
    .sort((one, other) => rank(one.kind) - rank(other.kind))
  const machines = customer.identifiers.filter(({ kind }) => ofMachines.test(kind))
  return (
    <Panel title={t('customers.identifiers')}>
      <IdentifierList identifiers={spoken} />
      {spoken.length === 0 && <IdentifierList identifiers={machines} />}
      {spoken.length > 0 && machines.length > 0 && (
        <details className={classes.history}>
          <summary>{t('customers.identifiers.machines', { count: machines.length })}</summary>
          <IdentifierList identifiers={machines} />
        </details>
      )}
      {customer.identifiers.length === 0 && (
        <p className={classes.none}>{t('customers.identifiers.none')}</p>
      )}
    </Panel>
  )
}

const rank = (kind: string) => (order.includes(kind) ? order.indexOf(kind) : order.length)

function IdentifierList({ identifiers }: { identifiers: KnownIdentifier[] }) {
  const { t, formats } = useTexts()
  return (
    <ul className={classes.list}>
      {identifiers.map(({ kind, value, addedAt, eventId, sourceName }) => (
        <li key={`${kind} ${value}`}>
          <p className={classes.kind}>
            {identifierName(t, kind)}
            <span title={t('customers.proof.event', { event: eventId })}>
              {t('customers.proof', {
                date: formats.date(addedAt),
                source: sourceName ?? 'none',
              })}
            </span>
          </p>
          <Copyable value={value} shown={shown(kind, value)} />
        </li>
      ))}
    </ul>
  )
}

/** Nobody reads the middle of a machine's number. */
function shown(kind: string, value: string): string {
  return ofMachines.test(kind) && value.length > 20
    ? `${value.slice(0, 8)}…${value.slice(-6)}`
    : value
}
