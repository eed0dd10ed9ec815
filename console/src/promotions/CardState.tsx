import type { GiftCard } from '../../../server/src/modules/promotions/gift-card-contract.ts'
import { useNow } from '../app/useNow.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag, type Tone } from '../ui/Tag.tsx'

const tones = {
  open: 'good',
  used: 'plain',
  expired: 'plain',
  blocked: 'bad',
} as const satisfies Record<string, Tone>

/** Whether somebody can pay with it now. */
export function CardState({ card: { blockedAt, balance, expiresAt } }: { card: GiftCard }) {
  const { t } = useTexts()
  const now = useNow()
  const over = expiresAt !== null && new Date(expiresAt) <= now
  const state = blockedAt ? 'blocked' : balance === 0 ? 'used' : over ? 'expired' : 'open'
  return <Tag tone={tones[state]}>{t(`promotions.cards.state.${state}`)}</Tag>
}
