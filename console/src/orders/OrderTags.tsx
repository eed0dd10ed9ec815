import type { FulfilmentState, OrderState } from '../../../server/src/modules/orders/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag, type Tone } from '../ui/Tag.tsx'

const tones: Record<OrderState, Tone> = {
  pending: 'warn',
  confirmed: 'info',
  completed: 'good',
  cancelled: 'plain',
  refused: 'bad',
  expired: 'bad',
}

export function OrderTag({ state }: { state: OrderState }) {
  const { t } = useTexts()
  return <Tag tone={tones[state]}>{t(`orders.state.${state}`)}</Tag>
}

const parcelTones: Record<FulfilmentState, Tone> = {
  waiting: 'warn',
  preparing: 'info',
  'on-its-way': 'info',
  ready: 'info',
  shipped: 'good',
  'handed-over': 'good',
  cancelled: 'plain',
  expired: 'bad',
}

export function ParcelTag({ state }: { state: FulfilmentState }) {
  const { t } = useTexts()
  return <Tag tone={parcelTones[state]}>{t(`orders.parcel.${state}`)}</Tag>
}
