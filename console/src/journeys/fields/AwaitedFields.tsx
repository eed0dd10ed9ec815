import type { Awaited } from '../../../../server/src/modules/journeys/step-contract.ts'
import { didText } from '../../texts/phrases.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import { nowhere } from '../nowhere.ts'
import type { Words } from '../sentences.ts'
import { AudienceChoice } from './choices.tsx'
import { EventFields } from './EventFields.tsx'
import classes from './Fields.module.css'

/** « A acheté », « Rejoint l’audience “Fidèles” » */
export function awaitedText({ t, names }: Words, on: Awaited): string {
  if (on.of === 'event') return t('journeys.edge.event', { did: didText(t, on.event) })
  const audience = names.audience(on.audienceId) ?? '…'
  return t(`steps.awaited.${on.is}.text`, { audience })
}

const ways = ['event', 'in', 'out', 'entered', 'left'] as const

interface AwaitedFieldsProps {
  awaited: Awaited
  onChange: (awaited: Awaited) => void
}

/** What ends a wait: something that the customer does, or an audience. */
export function AwaitedFields({ awaited, onChange }: AwaitedFieldsProps) {
  const { t } = useTexts()
  const way = awaited.of === 'event' ? 'event' : awaited.is
  const turn = (chosen: (typeof ways)[number]) =>
    onChange(
      chosen === 'event'
        ? { of: 'event', event: 'Order Completed', where: [], since: 'arrival' }
        : {
            ...{ of: 'audience', is: chosen },
            audienceId: awaited.of === 'audience' ? awaited.audienceId : nowhere,
          },
    )
  return (
    <div className={classes.words}>
      <InlineSelect
        label={t('steps.awaited')}
        value={way}
        options={ways.map((value) => ({ value, label: t(`steps.awaited.${value}`) }))}
        onChange={turn}
      />
      {awaited.of === 'event' ? (
        <>
          <EventFields match={awaited} onChange={onChange} />
          <InlineSelect
            label={t('steps.since')}
            value={awaited.since}
            options={(['arrival', 'entry'] as const).map((value) => ({
              value,
              label: t(`steps.since.${value}`),
            }))}
            onChange={(since) => onChange({ ...awaited, since })}
          />
        </>
      ) : (
        <AudienceChoice
          value={awaited.audienceId}
          onChange={(audienceId) => onChange({ ...awaited, audienceId })}
        />
      )}
    </div>
  )
}
