import { ActionIcon, Button, Checkbox } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { NumberField } from '../../audiences/CountFields.tsx'
import { WindowFields } from '../../audiences/WindowFields.tsx'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import { AudienceChoice } from '../fields/choices.tsx'
import { EventFields, EventList } from '../fields/EventFields.tsx'
import classes from '../fields/Fields.module.css'
import { Sentence } from '../fields/Sentence.tsx'
import { nowhere } from '../nowhere.ts'

export interface RuleFormProps {
  definition: Definition
  /** What changes of the definition; the rest stays. */
  onChange: (changed: Partial<Definition>) => void
}

/** What is remembered of what the customer goes on to do. */
export function RefreshForm({ definition: { refresh }, onChange }: RuleFormProps) {
  const { t } = useTexts()
  const events = refresh?.on ?? []
  const rest = {
    remember: refresh?.remember ?? 'event',
    restartsWait: refresh?.restartsWait ?? true,
  }
  return (
    <>
      <p className={classes.label}>{t('canvas.refresh.form')}</p>
      <EventList
        events={events}
        fresh="Cart Viewed"
        onChange={(on) => onChange({ refresh: on.length > 0 ? { ...rest, on } : undefined })}
      />
      {refresh && (
        <>
          <InlineSelect
            label={t('canvas.refresh.remember')}
            value={refresh.remember}
            options={(['event', 'cart'] as const).map((value) => ({
              value,
              label: t(`canvas.refresh.remember.${value}`),
            }))}
            onChange={(remember) => onChange({ refresh: { ...refresh, remember } })}
          />
          <Checkbox
            size="sm"
            label={t('canvas.refresh.restarts')}
            checked={refresh.restartsWait}
            onChange={({ currentTarget }) =>
              onChange({ refresh: { ...refresh, restartsWait: currentTarget.checked } })
            }
          />
        </>
      )}
    </>
  )
}

/** What ends it at once, wherever somebody is. */
export function ExitsForm({ definition: { exits, exitAudiences }, onChange }: RuleFormProps) {
  const { t } = useTexts()
  return (
    <>
      <p className={classes.label}>{t('canvas.exits.form')}</p>
      <EventList events={exits} onChange={(changed) => onChange({ exits: changed })} />
      {exitAudiences.map((rule, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else that tells them apart
        <div key={index} className={classes.row}>
          <span className={classes.words}>
            <InlineSelect
              label={t('canvas.exits.change')}
              value={rule.change}
              options={(['entered', 'left'] as const).map((value) => ({
                value,
                label: t(`steps.awaited.${value}`),
              }))}
              onChange={(change) =>
                onChange({ exitAudiences: exitAudiences.with(index, { ...rule, change }) })
              }
            />
            <AudienceChoice
              value={rule.audienceId}
              onChange={(audienceId) =>
                onChange({ exitAudiences: exitAudiences.with(index, { ...rule, audienceId }) })
              }
            />
          </span>
          <ActionIcon
            size={28}
            aria-label={t('canvas.exits.audience.remove')}
            onClick={() => onChange({ exitAudiences: exitAudiences.toSpliced(index, 1) })}
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
          onClick={() =>
            onChange({
              exitAudiences: [...exitAudiences, { audienceId: nowhere, change: 'entered' }],
            })
          }
        >
          {t('canvas.exits.audience.add')}
        </Button>
      </div>
    </>
  )
}

const freshGoal = {
  ...{ event: 'Order Completed', where: [], attributionSeconds: 5 * 86_400 },
  value: ['revenue', 'subtotal', 'total'],
}

/** What it is for. */
export function GoalForm({ definition: { goal }, onChange }: RuleFormProps) {
  const { t } = useTexts()
  if (!goal) {
    return (
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} stroke={1.8} />}
          onClick={() => onChange({ goal: freshGoal })}
        >
          {t('canvas.goal.add')}
        </Button>
      </div>
    )
  }
  return (
    <>
      <Sentence
        text="canvas.goal.form"
        parts={{
          event: <EventFields match={goal} onChange={(changed) => onChange({ goal: changed })} />,
          duration: (
            <WindowFields
              seconds={goal.attributionSeconds}
              onChange={(attributionSeconds) => onChange({ goal: { ...goal, attributionSeconds } })}
            />
          ),
        }}
      />
      <div>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => onChange({ goal: undefined })}
        >
          {t('canvas.goal.remove')}
        </Button>
      </div>
    </>
  )
}

/** Who gets nothing, how it stands with other journeys, and how fast it may write. */
export function HoldoutForm({ definition, onChange }: RuleFormProps) {
  const { t } = useTexts()
  const { holdout, inGlobalHoldout, priority, throttle } = definition
  return (
    <>
      <Sentence
        text="canvas.holdout.form"
        parts={{
          share: (
            <NumberField
              label={t('canvas.holdout.share')}
              value={holdout}
              min={0}
              max={50}
              decimal
              onChange={(share) => onChange({ holdout: share })}
            />
          ),
        }}
      />
      <Checkbox
        size="sm"
        label={t('canvas.holdout.global')}
        checked={inGlobalHoldout}
        onChange={({ currentTarget }) => onChange({ inGlobalHoldout: currentTarget.checked })}
      />
      <Sentence
        text="canvas.priority.form"
        parts={{
          priority: (
            <NumberField
              label={t('canvas.priority.value')}
              value={priority}
              min={0}
              max={100}
              onChange={(value) => onChange({ priority: value })}
            />
          ),
        }}
      />
      {throttle ? (
        <Sentence
          text="canvas.throttle.form"
          parts={{
            messages: (
              <NumberField
                label={t('canvas.throttle.messages')}
                value={throttle.messages}
                min={1}
                max={1_000_000}
                onChange={(messages) => onChange({ throttle: { ...throttle, messages } })}
              />
            ),
            per: (
              <InlineSelect
                label={t('canvas.throttle.per')}
                value={throttle.per}
                options={(['minute', 'hour'] as const).map((value) => ({
                  value,
                  label: t(`canvas.throttle.per.${value}`),
                }))}
                onChange={(per) => onChange({ throttle: { ...throttle, per } })}
              />
            ),
            remove: (
              <ActionIcon
                size={28}
                aria-label={t('canvas.throttle.remove')}
                onClick={() => onChange({ throttle: undefined })}
              >
                <IconX size={14} stroke={1.6} />
              </ActionIcon>
            ),
          }}
        />
      ) : (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => onChange({ throttle: { messages: 1000, per: 'hour' } })}
          >
            {t('canvas.throttle.add')}
          </Button>
        </div>
      )}
    </>
  )
}
