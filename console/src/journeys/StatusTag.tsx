import type { JourneyStatus } from '../../../server/src/modules/journeys/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag } from '../ui/Tag.tsx'

const tones = {
  draft: 'plain',
  running: 'good',
  paused: 'warn',
  draining: 'warn',
  stopped: 'plain',
} as const

export function StatusTag({ status }: { status: JourneyStatus }) {
  const { t } = useTexts()
  return <Tag tone={tones[status]}>{t(`journeys.status.${status}`)}</Tag>
}
