import type { ReactNode } from 'react'
import type {
  CampaignDefinition,
  CampaignRate,
} from '../../../../server/src/modules/journeys/campaigns/contract.ts'
import { useNow } from '../../app/useNow.ts'
import { MomentField } from '../../promotions/fields.tsx'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { FilterChips } from '../../ui/FilterChips.tsx'
import { InlineInput, InlineSelect } from '../../ui/InlineSelect.tsx'
import { AudienceChoice, ListChoice } from '../fields/choices.tsx'
import { Sentence } from '../fields/Sentence.tsx'
import { TimeChoice } from '../fields/TimeFields.tsx'
import { nowhere } from '../nowhere.ts'
import classes from './Campaigns.module.css'
import { useRecipients } from './CampaignText.tsx'

export interface FieldProps {
  definition: CampaignDefinition
  onChange: (said: Partial<CampaignDefinition>) => void
}

export function Part({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className={classes.part}>
      <legend className={classes.legend}>{legend}</legend>
      {children}
    </fieldset>
  )
}

/** An audience or a list, with how many that is now. */
export function ToField({ definition: { to }, onChange }: FieldProps) {
  const { t } = useTexts()
  const recipients = useRecipients(to)
  const of = to?.of ?? 'audience'
  const Choice = of === 'audience' ? AudienceChoice : ListChoice
  return (
    <Part legend={t('campaigns.to')}>
      <div className={classes.row}>
        <FilterChips
          required
          label={t('campaigns.to')}
          value={of}
          options={(['audience', 'list'] as const).map((value) => ({
            value,
            label: t(`campaigns.to.${value}`),
          }))}
          onChange={(value) =>
            value && value !== of && onChange({ to: { of: value, id: nowhere } })
          }
        />
        <Choice value={to?.id ?? nowhere} onChange={(id) => onChange({ to: { of, id } })} />
      </div>
      <p className={classes.quiet} aria-live="polite">
        {recipients
          ? t('campaigns.to.size', { count: recipients.customers })
          : t('campaigns.to.none')}
      </p>
    </Part>
  )
}

const ways = ['once', 'moment', 'local'] as const

export function WhenField({ definition: { when }, onChange }: FieldProps) {
  const { t } = useTexts()
  const tomorrow = new Date(useNow().getTime() + 86_400_000)
  const starts = {
    once: { at: 'once' },
    moment: { at: 'moment', moment: `${tomorrow.toISOString().slice(0, 13)}:00:00.000Z` },
    local: { at: 'local', day: tomorrow.toISOString().slice(0, 10), time: '10:00' },
  } as const
  return (
    <Part legend={t('campaigns.when')}>
      <FilterChips
        required
        label={t('campaigns.when')}
        value={when.at}
        options={ways.map((value) => ({ value, label: t(`campaigns.when.${value}`) }))}
        onChange={(at) => at && at !== when.at && onChange({ when: starts[at] })}
      />
      {when.at === 'moment' && (
        <MomentField
          label={t('campaigns.when.moment.label')}
          className={classes.moment}
          value={when.moment}
          onChange={(moment) => moment && onChange({ when: { at: 'moment', moment } })}
        />
      )}
      {when.at === 'local' && (
        <Sentence
          text="campaigns.when.local.sentence"
          parts={{
            day: (
              <InlineInput
                type="date"
                label={t('campaigns.when.day')}
                value={when.day}
                onChange={(day) => day && onChange({ when: { ...when, day } })}
              />
            ),
            time: (
              <TimeChoice
                label={t('campaigns.when.time')}
                time={when.time}
                onChange={(time) => onChange({ when: { ...when, time } })}
              />
            ),
          }}
        />
      )}
      <p className={classes.quiet}>{t(`campaigns.when.${when.at}.note`)}</p>
    </Part>
  )
}

const units: readonly CampaignRate['per'][] = ['second', 'minute', 'hour']

export function RateField({ definition: { rate }, onChange }: FieldProps) {
  const { t } = useTexts()
  return (
    <Part legend={t('campaigns.rate')}>
      <FilterChips
        required
        label={t('campaigns.rate')}
        value={rate ? 'rate' : 'fast'}
        options={(['fast', 'rate'] as const).map((value) => ({
          value,
          label: t(`campaigns.rate.${value}`),
        }))}
        onChange={(value) =>
          onChange({ rate: value === 'rate' ? { messages: 1000, per: 'hour' } : undefined })
        }
      />
      {rate && (
        <Sentence
          text="campaigns.rate.sentence"
          parts={{
            messages: (
              <InlineInput
                label={t('campaigns.rate.messages')}
                value={String(rate.messages)}
                number={{ min: 1, max: 1_000_000 }}
                onChange={(text) =>
                  onChange({ rate: { ...rate, messages: Math.max(1, Math.floor(Number(text))) } })
                }
              />
            ),
            per: (
              <InlineSelect
                label={t('campaigns.rate.per')}
                value={rate.per}
                options={units.map((value) => ({ value, label: t(`campaigns.per.${value}`) }))}
                onChange={(per) => onChange({ rate: { ...rate, per } })}
              />
            ),
          }}
        />
      )}
    </Part>
  )
}

export function OnErrorField({ definition: { onError }, onChange }: FieldProps) {
  const { t } = useTexts()
  return (
    <Part legend={t('campaigns.onError')}>
      <FilterChips
        required
        label={t('campaigns.onError')}
        value={onError}
        options={(['pause', 'skip'] as const).map((value) => ({
          value,
          label: t(`campaigns.onError.${value}`),
        }))}
        onChange={(value) => value && onChange({ onError: value })}
      />
      <p className={classes.quiet}>{t(`campaigns.onError.${onError}.note`)}</p>
    </Part>
  )
}

export function GoalField({ definition: { goalDays }, onChange }: FieldProps) {
  const { t } = useTexts()
  return (
    <Part legend={t('campaigns.goal')}>
      <Sentence
        text="campaigns.goal.sentence"
        parts={{
          days: (
            <InlineInput
              label={t('campaigns.goal.days')}
              value={String(goalDays)}
              number={{ min: 1, max: 90 }}
              onChange={(text) =>
                onChange({ goalDays: Math.min(90, Math.max(1, Math.floor(Number(text)))) })
              }
            />
          ),
        }}
      />
    </Part>
  )
}
