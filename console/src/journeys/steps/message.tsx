import { IconMail } from '@tabler/icons-react'
import { nowhere } from '../nowhere.ts'
import { type KindOf, onlyExit, type StepOf } from './kind.ts'

export const message: KindOf<StepOf<'message'>> = {
  icon: IconMail,
  group: 'say',
  // Which mail it is to be is the one thing that nobody can guess: the step says so until it is chosen.
  fresh: (id, next) => ({ id, kind: 'message', templateId: nowhere, next }),
  exits: ({ next }) => onlyExit(next, 'sent'),
  lead: (step, _, next) => ({ ...step, next }),
  title: ({ t, names }, { templateId }) =>
    templateId === nowhere
      ? t('journeys.node.noTemplate')
      : (names.template(templateId) ?? t('journeys.node.unknownTemplate')),
  explain: ({ t }) => t('journeys.step.message'),
}
