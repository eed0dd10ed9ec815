import type { z } from 'zod'
import type {
  Rhythm as RhythmSchema,
  ScheduleEntry,
} from '../../../../server/src/modules/journeys/entry-contract.ts'
import { NumberField } from '../../audiences/CountFields.tsx'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import { AudienceChoice } from '../fields/choices.tsx'
import classes from '../fields/Fields.module.css'
import { Sentence } from '../fields/Sentence.tsx'
import { TimeChoice, Weekdays } from '../fields/TimeFields.tsx'

type Rhythm = z.infer<typeof RhythmSchema>

const rhythms = ['once', 'day', 'week', 'month'] as const

function rhythmOf(every: Rhythm['every'], was: Rhythm): Rhythm {
  const time = 'time' in was ? was.time : '10:00'
  switch (every) {
    case 'once':
      return { every, at: tomorrow() }
    case 'day':
      return { every, time }
    case 'week':
      return { every, weekdays: [2], time }
    case 'month':
      return { every, day: 1, time }
  }
}

const tomorrow = () => {
  const at = new Date(Date.now() + 86_400_000)
  at.setHours(10, 0, 0, 0)
  return at.toISOString()
}

interface ScheduleFormProps {
  entry: ScheduleEntry
  onChange: (entry: ScheduleEntry) => void
}

/** A whole audience at set moments. */
export function ScheduleForm({ entry, onChange }: ScheduleFormProps) {
  const { t } = useTexts()
  const { rhythm } = entry
  const set = (changed: Rhythm) => onChange({ ...entry, rhythm: changed })
  return (
    <>
      <div className={classes.words}>
        <AudienceChoice
          value={entry.audienceId}
          onChange={(audienceId) => onChange({ ...entry, audienceId })}
        />
        <InlineSelect
          label={t('canvas.entry.rhythm')}
          value={rhythm.every}
          options={rhythms.map((value) => ({ value, label: t(`canvas.entry.rhythm.${value}`) }))}
          onChange={(every) => set(rhythmOf(every, rhythm))}
        />
        {rhythm.every === 'once' ? (
          <OnceField at={rhythm.at} onChange={(at) => set({ every: 'once', at })} />
        ) : (
          <TimeChoice
            label={t('steps.time')}
            time={rhythm.time}
            onChange={(time) => set({ ...rhythm, time })}
          />
        )}
      </div>
      {rhythm.every === 'week' && (
        <Weekdays days={rhythm.weekdays} onChange={(weekdays) => set({ ...rhythm, weekdays })} />
      )}
      {rhythm.every === 'month' && (
        <Sentence
          text="canvas.entry.dayOfMonth.form"
          parts={{
            day: (
              <NumberField
                label={t('canvas.entry.rhythm.dayOfMonth')}
                value={rhythm.day}
                min={1}
                max={31}
                onChange={(day) => set({ ...rhythm, day })}
              />
            ),
          }}
        />
      )}
    </>
  )
}

/** A moment on the clock of who writes it. */
function OnceField({ at, onChange }: { at: string; onChange: (at: string) => void }) {
  const { t } = useTexts()
  const local = new Date(new Date(at).getTime() - new Date(at).getTimezoneOffset() * 60_000)
  return (
    <input
      type="datetime-local"
      className={classes.moment}
      aria-label={t('canvas.entry.rhythm.at')}
      value={local.toISOString().slice(0, 16)}
      onChange={({ target }) => {
        const chosen = new Date(target.value)
        if (!Number.isNaN(chosen.getTime())) onChange(chosen.toISOString())
      }}
    />
  )
}
