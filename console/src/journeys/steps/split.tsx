import { IconArrowsSplit2 } from '@tabler/icons-react'
import type { KindOf, StepOf } from './kind.ts'

type Split = StepOf<'split'>

const armAt = ({ arms }: Split, key: string) => arms[Number(key)]

export const split: KindOf<Split> = {
  icon: IconArrowsSplit2,
  group: 'choose',
  fresh: (id, next) => ({
    ...{ id, kind: 'split' },
    arms: ['A', 'B'].map((name) => ({ name, share: 50, next })),
  }),
  exits: ({ arms }) =>
    arms.map(({ name, next }, index) => ({
      key: String(index),
      to: next,
      passage: { what: 'arm', detail: name },
    })),
  lead: (step, key, next) => ({
    ...step,
    arms: step.arms.map((arm, index) => (String(index) === key ? { ...arm, next } : arm)),
  }),
  exitText: ({ t, formats }, step, key) => {
    const { name = '', share = 0 } = armAt(step, key) ?? {}
    return t('journeys.edge.arm', { name, share: formats.percent(share / 100) })
  },
  title: ({ t }, { arms }) => t('journeys.split.title', { count: arms.length }),
  subtitle: ({ formats }, { arms }) =>
    arms.map(({ name, share }) => `${name} ${formats.percent(share / 100)}`).join(' · '),
  explain: ({ t }) => t('journeys.step.split'),
}
