import { Checkbox } from '@mantine/core'
import type { DateEntry } from '../../../../server/src/modules/journeys/entry-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineInput } from '../../ui/InlineSelect.tsx'
import { OffsetFields } from '../fields/OffsetFields.tsx'
import { Sentence } from '../fields/Sentence.tsx'
import { TimeChoice } from '../fields/TimeFields.tsx'

interface DateFormProps {
  entry: DateEntry
  onChange: (entry: DateEntry) => void
}

/** The day of a date of the profile, or some days before or after it. */
export function DateForm({ entry, onChange }: DateFormProps) {
  const { t } = useTexts()
  return (
    <>
      <Sentence
        text="canvas.entry.date.form"
        parts={{
          offset: (
            <OffsetFields
              days={entry.offsetDays}
              onChange={(offsetDays) => onChange({ ...entry, offsetDays })}
            />
          ),
          path: (
            <InlineInput
              label={t('steps.date.path')}
              list="known-traits"
              value={entry.path}
              onChange={(path) => onChange({ ...entry, path })}
            />
          ),
          time: (
            <TimeChoice
              label={t('steps.time')}
              time={entry.time}
              onChange={(time) => onChange({ ...entry, time })}
            />
          ),
        }}
      />
      <Checkbox
        size="sm"
        label={t('canvas.entry.anniversary')}
        checked={entry.anniversary}
        onChange={({ currentTarget }) => onChange({ ...entry, anniversary: currentTarget.checked })}
      />
    </>
  )
}
