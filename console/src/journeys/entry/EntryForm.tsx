import { Entry } from '../../../../server/src/modules/journeys/entry-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../../ui/InlineSelect.tsx'
import type { RuleFormProps } from '../edit/ruleForms.tsx'
import { AudienceChoice } from '../fields/choices.tsx'
import { EventFields } from '../fields/EventFields.tsx'
import classes from '../fields/Fields.module.css'
import { Labelled } from '../fields/Labelled.tsx'
import { nowhere } from '../nowhere.ts'
import { DateForm } from './DateForm.tsx'
import { ProductForm } from './ProductForm.tsx'
import { ScheduleForm } from './ScheduleForm.tsx'

const kinds = [
  'event',
  'entered',
  'left',
  'date',
  'schedule',
  'price-drop',
  'back-in-stock',
  'api',
  'hand',
] as const
type Kind = (typeof kinds)[number]

const kindOf = (entry: Entry): Kind => (entry.kind === 'audience' ? entry.change : entry.kind)

/** An entry of another kind, as far as possible with what the last one said. */
function entryOf(kind: Kind, was: Entry): Entry {
  const audienceId = 'audienceId' in was ? was.audienceId : nowhere
  switch (kind) {
    case 'event':
      return { kind, event: 'Order Completed', where: [] }
    case 'entered':
    case 'left':
      return { kind: 'audience', audienceId, change: kind }
    case 'schedule':
      return { kind, audienceId, rhythm: { every: 'week', weekdays: [2], time: '10:00' } }
    case 'date':
      return Entry.parse({ kind, path: 'birthday', anniversary: true })
    default:
      return Entry.parse({ kind })
  }
}

/** Who enters, and when. */
export function EntryForm({ definition: { entry }, onChange }: RuleFormProps) {
  const { t } = useTexts()
  const set = (changed: Entry) => onChange({ entry: changed })
  return (
    <>
      <div className={classes.words}>
        <InlineSelect
          label={t('canvas.entry.kind')}
          value={kindOf(entry)}
          options={kinds.map((value) => ({ value, label: t(`canvas.entry.${value}`) }))}
          onChange={(kind) => set(entryOf(kind, entry))}
        />
        {entry.kind === 'event' && <EventFields match={entry} onChange={set} />}
        {entry.kind === 'audience' && (
          <AudienceChoice
            value={entry.audienceId}
            onChange={(audienceId) => set({ ...entry, audienceId })}
          />
        )}
      </div>
      {entry.kind === 'event' && (
        <Labelled label={t('canvas.entry.key')}>
          <InlineInput
            label={t('canvas.entry.key')}
            placeholder={t('canvas.entry.key.example')}
            value={entry.key ?? ''}
            onChange={(key) => {
              const { key: _, ...rest } = entry
              set(key === '' ? rest : { ...rest, key })
            }}
          />
        </Labelled>
      )}
      {entry.kind === 'date' && <DateForm entry={entry} onChange={set} />}
      {entry.kind === 'schedule' && <ScheduleForm entry={entry} onChange={set} />}
      {(entry.kind === 'price-drop' || entry.kind === 'back-in-stock') && (
        <ProductForm entry={entry} onChange={set} />
      )}
    </>
  )
}
