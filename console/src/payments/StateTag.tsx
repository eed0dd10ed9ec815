import type { PaymentState, RefundState } from '../../../server/src/modules/payments/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag, type Tone } from '../ui/Tag.tsx'

const tones: Record<PaymentState | RefundState, Tone> = {
  planned: 'info',
  pending: 'info',
  authorised: 'info',
  captured: 'good',
  done: 'good',
  failed: 'bad',
  cancelled: 'plain',
  unknown: 'warn',
}

export function StateTag({ state }: { state: PaymentState | RefundState }) {
  const { t } = useTexts()
  return <Tag tone={tones[state]}>{t(`payments.state.${state}`)}</Tag>
}
