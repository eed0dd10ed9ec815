import { IconCheck, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Condition } from '../../../server/src/modules/audiences/condition-contract.ts'
import { type LeafFinding, Why } from '../../../server/src/modules/audiences/contract.ts'
import type { CustomerSummary } from '../../../server/src/modules/customers/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { CustomerPicker, nameOf } from '../ui/CustomerPicker.tsx'
import { Panel } from '../ui/Panel.tsx'
import { problemText } from '../ui/problemText.ts'
import classes from './AudiencePage.module.css'
import { foundText } from './foundText.ts'
import { leafSentence } from './sentence.ts'
import { useTongue } from './useTongue.ts'

/** Why is Sophie (not) in it? Each part of the condition, and what it found. */
export function WhyBox({ audienceId }: { audienceId: string }) {
  const { t } = useTexts()
  const [customer, setCustomer] = useState<CustomerSummary>()
  const why = useQuery({
    queryKey: ['audiences', audienceId, 'why', customer?.id],
    queryFn: ({ signal }) =>
      get(`/api/audiences/${audienceId}/why/${customer?.id}`, { answer: Why, signal }),
    enabled: customer !== undefined,
    staleTime: 0,
  })
  const name = customer && (nameOf(customer) ?? t('customers.noName'))
  return (
    <Panel title={t('audiences.why')}>
      <div className={classes.box}>
        <CustomerPicker
          label={t('audiences.why.customer')}
          placeholder={t('audiences.why.placeholder')}
          value={name}
          onChange={setCustomer}
        />
        {!customer && <p className={classes.text}>{t('audiences.why.text')}</p>}
        {why.error && (
          <p className={classes.text} role="alert">
            {problemText(t, why.error)}
          </p>
        )}
        {customer && why.data && <Answer why={why.data} id={customer.id} name={name ?? ''} />}
      </div>
    </Panel>
  )
}

function Answer({ why, id, name }: { why: Why; id: string; name: string }) {
  const { t, formats } = useTexts()
  const { is, since, changesAt, leaves } = why
  const link = (
    <Link key="name" to="/customers/$id" params={{ id }}>
      {name}
    </Link>
  )
  const key = is ? (since ? 'audiences.why.inSince' : 'audiences.why.in') : 'audiences.why.out'
  return (
    <div role="status">
      <p className={classes.verdict}>
        {t.rich(key, { name: link, date: since ? formats.dateTime(since) : '' })}
      </p>
      {changesAt && (
        <p className={classes.text}>
          {t(is ? 'audiences.why.changes.in' : 'audiences.why.changes.out', {
            date: formats.dateTime(changesAt),
          })}
        </p>
      )}
      <ul className={classes.findings}>
        {leaves.map((finding) => (
          <Finding key={finding.place} finding={finding} />
        ))}
      </ul>
    </div>
  )
}

function Finding({ finding }: { finding: LeafFinding }) {
  const { t, formats } = useTexts()
  const tongue = useTongue()
  const { leaf, denied, changesAt } = finding
  // Of what must not be so, that it is not so is what is wanted.
  const is = finding.is !== denied
  const said: Condition = denied ? { kind: 'not', of: leaf } : leaf
  const Mark = is ? IconCheck : IconX
  return (
    <li className={classes.finding} data-is={is}>
      <Mark
        size={16}
        stroke={2}
        role="img"
        aria-label={t(is ? 'audiences.why.yes' : 'audiences.why.no')}
      />
      <span className={classes.leaf}>{leafSentence(tongue, said)}</span>
      <span className={classes.found}>
        {foundText(tongue, finding)}
        {changesAt && `, ${t('audiences.why.until', { date: formats.dateTime(changesAt) })}`}
      </span>
    </li>
  )
}
