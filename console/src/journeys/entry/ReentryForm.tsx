import { Reentry } from '../../../../server/src/modules/journeys/entry-contract.ts'
import { WindowFields } from '../../audiences/WindowFields.tsx'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import type { RuleFormProps } from '../edit/ruleForms.tsx'
import { Sentence } from '../fields/Sentence.tsx'

const month = 30 * 86_400

/** Whether who was in it may enter again. */
export function ReentryForm({ definition, onChange }: RuleFormProps) {
  const { t } = useTexts()
  const { reentry, reentrySeconds = month } = definition
  return (
    <>
      <InlineSelect
        label={t('canvas.reentry')}
        value={reentry}
        options={Reentry.options.map((value) => ({ value, label: t(`canvas.reentry.${value}`) }))}
        onChange={(chosen) =>
          onChange({
            reentry: chosen,
            reentrySeconds: chosen === 'after-time' ? reentrySeconds : undefined,
          })
        }
      />
      {reentry === 'after-time' && (
        <Sentence
          text="canvas.reentry.seconds"
          parts={{
            duration: (
              <WindowFields
                seconds={reentrySeconds}
                onChange={(seconds) => onChange({ reentrySeconds: seconds })}
              />
            ),
          }}
        />
      )}
    </>
  )
}
