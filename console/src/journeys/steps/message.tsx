import { IconMail } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { TemplateChoice } from '../fields/choices.tsx'
import { Sentence } from '../fields/Sentence.tsx'
import { nowhere } from '../nowhere.ts'
import type { FormProps, KindOf } from './kind.ts'

type Message = StepOf<'message'>

export const message: KindOf<Message> = {
  icon: IconMail,
  group: 'say',
  // Which mail it is to be is the one thing that nobody can guess: the step says so until it is chosen.
  fresh: (id, next) => ({ id, kind: 'message', templateId: nowhere, next }),
  title: ({ t, names }, { templateId }) =>
    templateId === nowhere
      ? t('journeys.node.noTemplate')
      : (names.template(templateId) ?? t('journeys.node.unknownTemplate')),
  explain: ({ t }) => t('journeys.step.message'),
  Form: MessageForm,
}

function MessageForm({ step, onChange }: FormProps<Message>) {
  const { t } = useTexts()
  return (
    <>
      <Sentence
        text="steps.message.form"
        parts={{
          template: (
            <TemplateChoice
              value={step.templateId}
              onChange={(templateId) => onChange({ ...step, templateId })}
            />
          ),
        }}
      />
      {step.templateId !== nowhere && (
        <p>
          <Link to="/messages/$id" params={{ id: step.templateId }}>
            {t('journeys.step.openTemplate')}
          </Link>
        </p>
      )}
    </>
  )
}
