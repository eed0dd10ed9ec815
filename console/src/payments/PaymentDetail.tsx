import { Button, CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type {
  PaymentDetail as Detail,
  PaymentStep,
} from '../../../server/src/modules/payments/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Translator } from '../texts/translator.ts'
import { Copyable } from '../ui/Copyable.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Payments.module.css'
import { RefundDialog } from './RefundDialog.tsx'
import { StateTag } from './StateTag.tsx'
import { usePayment } from './usePayments.ts'

interface PaymentDetailProps {
  customerId: string
  id: string
  onClose: () => void
}

/** One payment: every state it has been in and why, what went back, and what can be done. */
export function PaymentDetail({ customerId, id, onClose }: PaymentDetailProps) {
  const { t, formats } = useTexts()
  const can = useCan()
  const [refunding, setRefunding] = useState(false)
  const { data: payment } = usePayment(customerId, id)
  if (!payment) return <aside className={classes.detail} aria-busy="true" />
  const left = payment.captured - payment.refunded
  return (
    <aside className={classes.detail} aria-label={t('payments.detail')}>
      <header className={classes.detailHead}>
        <div>
          <h2 className={classes.amount}>{formats.money(payment.amount, payment.currency)}</h2>
          <p className={classes.quiet}>
            {[payment.customerName ?? t('customers.noName'), payment.card]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <CloseButton size="sm" aria-label={t('payments.detail.close')} onClick={onClose} />
      </header>
      <div>
        <StateTag state={payment.state} />
        {payment.reason && <p className={classes.why}>{reasonText(t, payment.reason)}</p>}
        {payment.state === 'unknown' && (
          <p className={classes.quiet}>{t('payments.detail.unknown')}</p>
        )}
      </div>
      {left > 0 && payment.state === 'captured' && can('payments:refund') && (
        <Button variant="default" onClick={() => setRefunding(true)}>
          {t('payments.refund')}
        </Button>
      )}
      <Steps payment={payment} />
      {payment.refunds.length > 0 && <Refunds payment={payment} />}
      {payment.providerRef && (
        <div>
          <h3 className={classes.subtitle}>{t('payments.detail.ref')}</h3>
          <Copyable value={payment.providerRef} />
        </div>
      )}
      <p className={classes.links}>
        <Link to="/customers/$id" params={{ id: customerId }}>
          {t('payments.detail.customer')}
        </Link>
      </p>
      {refunding && (
        <RefundDialog payment={payment} left={left} onClose={() => setRefunding(false)} />
      )}
    </aside>
  )
}

function Steps({ payment: { steps } }: { payment: Detail }) {
  const { t } = useTexts()
  const text = ({ state, refundId }: PaymentStep) => {
    const key = `payments.state.${state}`
    const name = t.has(key) ? t(key) : state
    return refundId ? t('payments.detail.step', { state: name }) : name
  }
  return (
    <div>
      <h3 className={classes.subtitle}>{t('payments.detail.steps')}</h3>
      <ol className={classes.steps}>
        {steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end
          <li key={at}>
            {text(step)}
            {step.reason && <span className={classes.quiet}>{reasonText(t, step.reason)}</span>}
            <span className={classes.quiet}>
              <DateTime at={step.at} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

function Refunds({ payment: { refunds } }: { payment: Detail }) {
  const { t, formats } = useTexts()
  return (
    <div>
      <h3 className={classes.subtitle}>{t('payments.detail.refunds')}</h3>
      <ul>
        {refunds.map(({ id, amount, currency, state, cause, reason }) => (
          <li key={id} className={classes.refund}>
            <span>
              {formats.money(amount, currency)}
              <span className={classes.quiet}>
                {t.has(`payments.cause.${cause}`) ? t(`payments.cause.${cause}` as never) : cause}
                {reason && ` · ${reasonText(t, reason)}`}
              </span>
            </span>
            <StateTag state={state} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What is not known here is told by the provider's own code. */
function reasonText(t: Translator, reason: string): string {
  const key = `payments.reason.${reason}`
  return t.has(key) ? t(key) : reason
}
