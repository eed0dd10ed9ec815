import { IconFlag, IconListCheck, IconPlayerStop, IconRoute } from '@tabler/icons-react'
import type { StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../../ui/InlineSelect.tsx'
import { JourneyChoice, ListChoice } from '../fields/choices.tsx'
import { Sentence } from '../fields/Sentence.tsx'
import { nowhere } from '../nowhere.ts'
import type { FormProps, KindOf } from './kind.ts'

type List = StepOf<'list'>
type Journey = StepOf<'journey'>
type Goal = StepOf<'goal'>

/** Puts the customer on a list made by hand, or takes them off it. */
export const list: KindOf<List> = {
  icon: IconListCheck,
  group: 'do',
  fresh: (id, next, { listIds: [listId = nowhere] }) => ({
    ...{ id, kind: 'list', listId, action: 'add', next },
  }),
  title: ({ t, names }, { action, listId }) =>
    t(`steps.list.title.${action}`, { list: names.list(listId) ?? '…' }),
  explain: ({ t }) => t('steps.list.explain'),
  Form: ({ step, onChange }: FormProps<List>) => {
    const { t } = useTexts()
    return (
      <Sentence
        text="steps.list.form"
        parts={{
          action: (
            <InlineSelect
              label={t('steps.list.action')}
              value={step.action}
              options={(['add', 'remove'] as const).map((value) => ({
                value,
                label: t(`steps.list.action.${value}`),
              }))}
              onChange={(action) => onChange({ ...step, action })}
            />
          ),
          list: (
            <ListChoice value={step.listId} onChange={(listId) => onChange({ ...step, listId })} />
          ),
        }}
      />
    )
  },
}

/** Begins another journey for the customer, or ends it. */
export const journey: KindOf<Journey> = {
  icon: IconRoute,
  group: 'do',
  fresh: (id, next) => ({ id, kind: 'journey', action: 'start', journeyId: nowhere, next }),
  title: ({ t, names }, { action, journeyId }) =>
    t(`steps.journey.title.${action}`, { journey: names.journey(journeyId) ?? '…' }),
  explain: ({ t }) => t('steps.journey.explain'),
  Form: ({ step, onChange }: FormProps<Journey>) => {
    const { t } = useTexts()
    return (
      <Sentence
        text="steps.journey.form"
        parts={{
          action: (
            <InlineSelect
              label={t('steps.journey.action')}
              value={step.action}
              options={(['start', 'stop'] as const).map((value) => ({
                value,
                label: t(`steps.journey.action.${value}`),
              }))}
              onChange={(action) => onChange({ ...step, action })}
            />
          ),
          journey: (
            <JourneyChoice
              value={step.journeyId}
              onChange={(journeyId) => onChange({ ...step, journeyId })}
            />
          ),
        }}
      />
    )
  },
}

/** Who comes by has reached what the journey is for. */
export const goal: KindOf<Goal> = {
  icon: IconFlag,
  group: 'end',
  fresh: (id, next) => ({ id, kind: 'goal', name: id, next }),
  title: (_, { name }) => name,
  explain: ({ t }) => t('steps.goal.explain'),
  Form: ({ step, onChange }: FormProps<Goal>) => {
    const { t } = useTexts()
    return (
      <Sentence
        text="steps.goal.form"
        parts={{
          name: (
            <InlineInput
              label={t('steps.goal.name')}
              value={step.name}
              onChange={(name) => onChange({ ...step, name })}
            />
          ),
        }}
      />
    )
  },
}

export const exit: KindOf<StepOf<'exit'>> = {
  icon: IconPlayerStop,
  group: 'end',
  fresh: (id) => ({ id, kind: 'exit' }),
  title: ({ t }) => t('journeys.exit.title'),
  explain: ({ t }) => t('journeys.step.exit'),
}
