import { IconPlayerStop } from '@tabler/icons-react'
import type { KindOf, StepOf } from './kind.ts'

export const exit: KindOf<StepOf<'exit'>> = {
  icon: IconPlayerStop,
  group: 'end',
  fresh: (id) => ({ id, kind: 'exit' }),
  exits: () => [],
  lead: (step) => step,
  title: ({ t }) => t('journeys.exit.title'),
  explain: ({ t }) => t('journeys.step.exit'),
}
