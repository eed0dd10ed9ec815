import { IconClockHour4 } from '@tabler/icons-react'
import { durationText } from '../../texts/phrases.ts'
import { type KindOf, onlyExit, type StepOf } from './kind.ts'

export const delay: KindOf<StepOf<'delay'>> = {
  icon: IconClockHour4,
  group: 'wait',
  rests: true,
  fresh: (id, next) => ({ id, kind: 'delay', seconds: 86_400, next }),
  exits: ({ next }) => onlyExit(next, 'time-out'),
  lead: (step, _, next) => ({ ...step, next }),
  title: ({ t }, { seconds }) => t('journeys.delay.title', { duration: durationText(t, seconds) }),
  explain: ({ t }, { seconds }) => t('journeys.step.delay', { duration: durationText(t, seconds) }),
}
