import type { PlanMode } from '../../../server/src/modules/thread/plan/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag, type Tone } from '../ui/Tag.tsx'

const tones: Record<PlanMode, Tone> = { off: 'plain', observe: 'info', enforce: 'good' }

export function ModeTag({ mode }: { mode: PlanMode }) {
  const { t } = useTexts()
  return <Tag tone={tones[mode]}>{t(`plan.mode.${mode}`)}</Tag>
}
