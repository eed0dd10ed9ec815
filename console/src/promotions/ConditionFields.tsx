import { Checkbox, NativeSelect } from '@mantine/core'
import type { Condition } from '../../../server/src/modules/promotions/effect-contract.ts'
import { useAudiences } from '../audiences/useAudiences.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { type ConditionKind, conditionKinds, freshCondition } from './draft.ts'
import { CountField, MoneyField, NamesField } from './fields.tsx'
import { AddButton, RemoveButton } from './ListFields.tsx'
import classes from './Promotions.module.css'
import { TargetField } from './TargetField.tsx'

interface ConditionFieldsProps {
  conditions: readonly Condition[]
  currency: string
  onChange: (conditions: Condition[]) => void
}

/** When it is given: every one of these must hold. */
export function ConditionFields({ conditions, currency, onChange }: ConditionFieldsProps) {
  const { t } = useTexts()
  const change = (at: number, condition: Condition) =>
    onChange(conditions.map((one, index) => (index === at ? condition : one)))
  return (
    <fieldset className={classes.part}>
      <legend className={classes.legend}>{t('promotions.edit.when')}</legend>
      {conditions.length === 0 && <p className={classes.quiet}>{t('promotions.edit.when.none')}</p>}
      {conditions.map((condition, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no other name than their place
        <div key={`${at} ${condition.kind}`} className={`${classes.row} ${classes.item}`}>
          <NativeSelect
            label={t('promotions.edit.when.kind')}
            value={condition.kind}
            data={conditionKinds.map((value) => ({
              value,
              label: t(`promotions.edit.when.${value}`),
            }))}
            onChange={(event) => change(at, freshCondition(event.target.value as ConditionKind))}
          />
          <OneCondition
            condition={condition}
            currency={currency}
            onChange={(next) => change(at, next)}
          />
          <RemoveButton
            label={t('promotions.edit.when.remove')}
            onClick={() => onChange(conditions.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <AddButton onClick={() => onChange([...conditions, freshCondition('subtotal')])}>
        {t('promotions.edit.when.add')}
      </AddButton>
    </fieldset>
  )
}

interface OneProps {
  condition: Condition
  currency: string
  onChange: (condition: Condition) => void
}

const channels = ['web', 'app', 'shop', 'call'] as const

function OneCondition({ condition, currency, onChange }: OneProps) {
  const { t } = useTexts()
  switch (condition.kind) {
    case 'first-order':
      return null
    case 'subtotal':
      return (
        <>
          <MoneyField
            className={classes.small}
            label={t('promotions.edit.when.atLeast')}
            value={condition.atLeast}
            min={1}
            currency={currency}
            onChange={(atLeast) => onChange({ ...condition, atLeast })}
          />
          <TargetField
            value={condition.target}
            onChange={(target) => onChange({ ...condition, target })}
          />
        </>
      )
    case 'quantity':
    case 'line-quantity':
      return (
        <>
          <CountField
            className={classes.small}
            label={t('promotions.edit.when.atLeast')}
            value={condition.atLeast}
            onChange={(atLeast) => onChange({ ...condition, atLeast })}
          />
          <TargetField
            value={condition.target}
            onChange={(target) => onChange({ ...condition, target })}
          />
        </>
      )
    case 'channel':
      return (
        <Checkbox.Group
          className={classes.grow}
          label={t('promotions.edit.when.anyOf')}
          value={condition.anyOf}
          onChange={(anyOf) => onChange({ ...condition, anyOf })}
        >
          <div className={classes.tools}>
            {channels.map((channel) => (
              <Checkbox key={channel} value={channel} label={t(`channels.${channel}`)} />
            ))}
          </div>
        </Checkbox.Group>
      )
    case 'audience':
      return <AudienceField condition={condition} onChange={onChange} />
    case 'shop':
      return (
        <NamesField
          className={classes.grow}
          label={t('promotions.edit.target.names')}
          value={condition.anyOf}
          onChange={(anyOf) => onChange({ ...condition, anyOf })}
        />
      )
  }
}

function AudienceField({
  condition,
  onChange,
}: {
  condition: Extract<Condition, { kind: 'audience' }>
  onChange: (condition: Condition) => void
}) {
  const { t } = useTexts()
  const audiences = useAudiences().data ?? []
  return (
    <NativeSelect
      className={classes.grow}
      label={t('promotions.edit.when.anyOf')}
      value={condition.anyOf[0] ?? ''}
      data={[
        { value: '', label: '–' },
        ...audiences.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) =>
        onChange({ ...condition, anyOf: event.target.value ? [event.target.value] : [] })
      }
    />
  )
}
