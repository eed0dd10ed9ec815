import { Button } from '@mantine/core'
import { useState } from 'react'
import type { CustomerDetail } from '../../../server/src/modules/customers/contract.ts'
import type { MergeLine } from '../../../server/src/modules/customers/identity-contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Tag } from '../ui/Tag.tsx'
import { DateTime } from '../ui/times.tsx'
import { DetachDialog } from './DetachDialog.tsx'
import classes from './Identity.module.css'
import { JoinDialog } from './JoinDialog.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { useMerges, useWarnings } from './useIdentity.ts'
import { identifierIn, kindName, reasonText, whyText } from './words.ts'

/** On a customer's page: who was joined to make this person, what was left aside, and the way back. */
export function MergesPanel({ customer }: { customer: CustomerDetail }) {
  const { t } = useTexts()
  const can = useCan()
  const { rows, error, isLoading } = useMerges({ customerId: customer.id })
  const [open, setOpen] = useState<MergeLine>()
  const [asking, setAsking] = useState<'join' | 'detach'>()
  const close = () => setAsking(undefined)
  return (
    <>
      <Panel title={t('identity.panel')} error={error} isLoading={isLoading}>
        <ul className={classes.list}>
          {rows.map((merge) => (
            <Line key={merge.id} merge={merge} onOpen={() => setOpen(merge)} />
          ))}
        </ul>
        {rows.length === 0 && <p className={classes.none}>{t('identity.panel.none')}</p>}
        <Warnings customerId={customer.id} />
        {can('identity:write') && (
          <div className={`${classes.row} ${classes.actions}`}>
            <Button variant="default" size="compact-sm" onClick={() => setAsking('join')}>
              {t('identity.join')}
            </Button>
            {customer.identifiers.length > 0 && (
              <Button variant="default" size="compact-sm" onClick={() => setAsking('detach')}>
                {t('identity.detach')}
              </Button>
            )}
          </div>
        )}
      </Panel>
      {open && <MergeDialog merge={open} onClose={() => setOpen(undefined)} />}
      {asking === 'join' && <JoinDialog customer={customer} onClose={close} />}
      {asking === 'detach' && <DetachDialog customer={customer} onClose={close} />}
    </>
  )
}

function Line({ merge, onOpen }: { merge: MergeLine; onOpen: () => void }) {
  const { t } = useTexts()
  const { matched, undone, at, reason } = merge
  const kinds = [...new Set(matched.map((one) => kindName(t, identifierIn(one).kind)))].join(', ')
  return (
    <li className={classes.line}>
      <span>
        {kinds ? t('customers.merge', { by: kinds }) : reasonText(t, reason)}
        <span className={classes.proof}>
          <DateTime at={at} />
        </span>
        {undone && <Tag tone="warn">{t('identity.merges.is.undone')}</Tag>}
      </span>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onOpen}>
        {t('identity.panel.why')}
      </Button>
    </li>
  )
}

function Warnings({ customerId }: { customerId: string }) {
  const { t } = useTexts()
  const { data = [] } = useWarnings({ customerId })
  if (data.length === 0) return null
  return (
    <ul className={`${classes.list} ${classes.actions}`}>
      {data.slice(0, 5).map(({ code, kind, value }) => (
        <li key={`${code} ${kind} ${value}`}>
          <Tag tone="warn">{whyText(t, code)}</Tag>
          <span className={classes.proof}>
            {kindName(t, kind)} {value}
          </span>
        </li>
      ))}
    </ul>
  )
}
