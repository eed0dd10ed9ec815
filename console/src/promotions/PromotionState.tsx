import type { Promotion } from '../../../server/src/modules/promotions/contract.ts'
import { useNow } from '../app/useNow.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag, type Tone } from '../ui/Tag.tsx'

export type Standing = 'draft' | 'active' | 'scheduled' | 'over' | 'ended'

const tones: Record<Standing, Tone> = {
  draft: 'plain',
  active: 'good',
  scheduled: 'info',
  over: 'plain',
  ended: 'plain',
}

/** What an active promotion does now: its period counts, too. */
export function standingOf({ state, startsAt, endsAt }: Promotion, now: Date): Standing {
  if (state !== 'active') return state
  if (startsAt && now < new Date(startsAt)) return 'scheduled'
  return endsAt && now >= new Date(endsAt) ? 'over' : 'active'
}

export function PromotionState({ promotion }: { promotion: Promotion }) {
  const { t } = useTexts()
  const now = useNow()
  const standing = standingOf(promotion, now)
  return <Tag tone={tones[standing]}>{t(`promotions.state.${standing}`)}</Tag>
}
