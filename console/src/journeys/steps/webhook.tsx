import { IconWebhook } from '@tabler/icons-react'
import type { StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../../ui/InlineSelect.tsx'
import { LongText } from '../fields/Labelled.tsx'
import { Sentence } from '../fields/Sentence.tsx'
import type { FormProps, KindOf } from './kind.ts'

type Webhook = StepOf<'webhook'>

export const webhook: KindOf<Webhook> = {
  icon: IconWebhook,
  group: 'do',
  rests: true,
  fresh: (id, next) => ({
    ...{ id, kind: 'webhook', url: 'https://exemple.fr/', method: 'POST', headers: {} },
    ...{ next, onFailure: next },
  }),
  wayTexts: ({ t }) => [t('steps.webhook.answered'), t('steps.webhook.failed')],
  title: ({ t }, { url }) => t('steps.webhook.title', { host: hostOf(url) }),
  explain: ({ t }) => t('steps.webhook.explain'),
  Form: ({ step, onChange }: FormProps<Webhook>) => {
    const { t } = useTexts()
    const { body: _, ...rest } = step
    return (
      <>
        <Sentence
          text="steps.webhook.form"
          parts={{
            method: (
              <InlineSelect
                label={t('steps.webhook.method')}
                value={step.method}
                options={(['POST', 'PUT', 'GET'] as const).map((value) => ({
                  value,
                  label: value,
                }))}
                onChange={(method) => onChange({ ...step, method })}
              />
            ),
            url: (
              <InlineInput
                label={t('steps.webhook.url')}
                value={step.url}
                onChange={(url) => onChange({ ...step, url })}
              />
            ),
          }}
        />
        {step.method !== 'GET' && (
          <LongText
            label={t('steps.webhook.body')}
            placeholder={t('steps.webhook.body.none')}
            value={step.body ?? ''}
            onChange={(body) => onChange(body === '' ? rest : { ...step, body })}
          />
        )}
      </>
    )
  },
}

/** While it is typed, an address may be none yet. */
const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : url)
