import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { EventMatch } from '../../../../server/src/modules/journeys/condition-contract.ts'
import { EventName } from '../../audiences/EventFields.tsx'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { Filters } from './ComparisonFields.tsx'
import classes from './Fields.module.css'

interface EventFieldsProps<Of extends EventMatch> {
  match: Of
  onChange: (match: Of) => void
}

/** « acheté, où la catégorie est “soin” » */
export function EventFields<Of extends EventMatch>({ match, onChange }: EventFieldsProps<Of>) {
  return (
    <>
      <EventName name={match.event} onChange={(event) => onChange({ ...match, event })} />
      <Filters where={match.where} onChange={(where) => onChange({ ...match, where })} />
    </>
  )
}

interface EventListProps {
  events: readonly EventMatch[]
  onChange: (events: EventMatch[]) => void
  fresh?: string
}

/** Any of several events. */
export function EventList({ events, onChange, fresh = 'Order Completed' }: EventListProps) {
  const { t } = useTexts()
  return (
    <div className={classes.rows}>
      {events.map((match, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else that tells them apart
        <div key={index} className={classes.row}>
          <span className={classes.words}>
            {t('canvas.has')}
            <EventFields
              match={match}
              onChange={(changed) => onChange(events.with(index, changed))}
            />
          </span>
          <ActionIcon
            size={28}
            aria-label={t('canvas.event.remove')}
            onClick={() => onChange(events.toSpliced(index, 1))}
          >
            <IconX size={14} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} stroke={1.8} />}
          onClick={() => onChange([...events, { event: fresh, where: [] }])}
        >
          {t('canvas.event.add')}
        </Button>
      </div>
    </div>
  )
}
