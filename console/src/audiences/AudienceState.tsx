import type { Audience } from '../../../server/src/modules/audiences/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag } from '../ui/Tag.tsx'

const tones = { live: 'good', building: 'info', off: 'bad' } as const

type Life = Pick<Audience, 'state' | 'built' | 'toBuild'>

/** Whether it is up to date; while it is not, how far it has come. */
export function AudienceState({ state, built, toBuild }: Life) {
  const { t, formats } = useTexts()
  const isCounted = state === 'building' && toBuild > 0
  return (
    <Tag tone={tones[state]}>
      {isCounted
        ? t('audiences.building', {
            percent: formats.percent(Math.floor((built / toBuild) * 100) / 100),
          })
        : t(`audiences.state.${state}`)}
    </Tag>
  )
}
