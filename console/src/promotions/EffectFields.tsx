import { NativeSelect } from '@mantine/core'
import type { Effect, EffectOf } from '../../../server/src/modules/promotions/effect-contract.ts'
import { ArticlePicker } from '../catalog/ArticlePicker.tsx'
import { useTexts } from '../texts/TextsProvider.tsx'
import { type EffectKind, effectKinds, freshEffect, kindOf } from './draft.ts'
import { CountField, MoneyField, OptionalCount, PercentField } from './fields.tsx'
import { BundleFields, TierFields } from './ListFields.tsx'
import classes from './Promotions.module.css'
import { TargetField } from './TargetField.tsx'

interface FieldsProps<Kind extends Effect> {
  effect: Kind
  currency: string
  onChange: (effect: Effect) => void
}

/** What the promotion gives: first which kind, then what that kind needs and nothing else. */
export function EffectFields({ effect, currency, onChange }: FieldsProps<Effect>) {
  const { t } = useTexts()
  const kind = kindOf(effect)
  return (
    <fieldset className={classes.part}>
      <legend className={classes.legend}>{t('promotions.edit.gives')}</legend>
      <div className={classes.row}>
        <NativeSelect
          className={classes.grow}
          label={t('promotions.edit.kind')}
          value={kind}
          data={effectKinds.map((value) => ({ value, label: t(`promotions.edit.kind.${value}`) }))}
          onChange={(event) => {
            const target = 'target' in effect ? effect.target : undefined
            onChange(freshEffect(event.target.value as EffectKind, target))
          }}
        />
      </div>
      <KindFields key={kind} effect={effect} currency={currency} onChange={onChange} />
    </fieldset>
  )
}

function KindFields({ effect, currency, onChange }: FieldsProps<Effect>) {
  const props = { currency, onChange }
  switch (effect.kind) {
    case 'percent':
      return <PercentFields effect={effect} {...props} />
    case 'fixed':
      return <FixedFields effect={effect} {...props} />
    case 'buy-get':
      return <BuyGetFields effect={effect} {...props} />
    case 'tiers':
      return <TierFields effect={effect} {...props} />
    case 'delivery':
      return <DeliveryFields effect={effect} {...props} />
    case 'bundle':
      return <BundleFields effect={effect} {...props} />
    case 'gift':
      return <GiftFields effect={effect} {...props} />
  }
}

function PercentFields({ effect, onChange }: FieldsProps<EffectOf<'percent'>>) {
  const { t } = useTexts()
  return (
    <div className={classes.row}>
      <PercentField
        className={classes.small}
        label={t('promotions.edit.percent')}
        value={effect.percent}
        onChange={(percent) => onChange({ ...effect, percent })}
      />
      <TargetField value={effect.target} onChange={(target) => onChange({ ...effect, target })} />
      {effect.of === 'items' && <Most effect={effect} onChange={onChange} />}
    </div>
  )
}

function FixedFields({ effect, currency, onChange }: FieldsProps<EffectOf<'fixed'>>) {
  const { t } = useTexts()
  return (
    <div className={classes.row}>
      <MoneyField
        className={classes.small}
        label={t('promotions.edit.amount')}
        value={effect.amount}
        min={1}
        currency={currency}
        onChange={(amount) => onChange({ ...effect, amount })}
      />
      {effect.how !== 'order' && (
        <TargetField value={effect.target} onChange={(target) => onChange({ ...effect, target })} />
      )}
      {effect.how === 'each' && <Most effect={effect} onChange={onChange} />}
    </div>
  )
}

interface MostProps {
  effect: EffectOf<'percent'> | EffectOf<'fixed'> | EffectOf<'buy-get'>
  onChange: (effect: Effect) => void
}

function Most({ effect, onChange }: MostProps) {
  const { t } = useTexts()
  return (
    <OptionalCount
      className={classes.small}
      label={t('promotions.edit.most')}
      placeholder={t('promotions.codes.unlimited')}
      value={effect.maxQuantity}
      onChange={(maxQuantity) => onChange({ ...effect, maxQuantity })}
    />
  )
}

function BuyGetFields({ effect, onChange }: FieldsProps<EffectOf<'buy-get'>>) {
  const { t } = useTexts()
  const side = (name: 'buy' | 'get') => (
    <div className={classes.row}>
      <CountField
        className={classes.small}
        label={t(`promotions.edit.${name}`)}
        value={effect[name].quantity}
        onChange={(quantity) => onChange({ ...effect, [name]: { ...effect[name], quantity } })}
      />
      <TargetField
        value={effect[name].target}
        onChange={(target) => onChange({ ...effect, [name]: { ...effect[name], target } })}
      />
    </div>
  )
  return (
    <>
      {side('buy')}
      {side('get')}
      <div className={classes.row}>
        <PercentField
          className={classes.small}
          label={t('promotions.edit.percent')}
          value={effect.percent}
          onChange={(percent) => onChange({ ...effect, percent })}
        />
        <NativeSelect
          label={t('promotions.edit.which')}
          value={effect.which}
          data={(['cheapest', 'same'] as const).map((value) => ({
            value,
            label: t(`promotions.edit.which.${value}`),
          }))}
          onChange={(event) =>
            onChange({ ...effect, which: event.target.value as 'cheapest' | 'same' })
          }
        />
        <Most effect={effect} onChange={onChange} />
      </div>
    </>
  )
}

function DeliveryFields({ effect, currency, onChange }: FieldsProps<EffectOf<'delivery'>>) {
  const { t } = useTexts()
  const { how, value } = effect
  return (
    <div className={classes.row}>
      <NativeSelect
        label={t('promotions.edit.delivery')}
        value={how}
        data={(['price', 'amount', 'percent'] as const).map((value) => ({
          value,
          label: t(`promotions.edit.delivery.${value}`),
        }))}
        onChange={(event) => {
          const next = event.target.value as EffectOf<'delivery'>['how']
          onChange({ ...effect, how: next, value: next === 'percent' ? 5000 : 0 })
        }}
      />
      {how === 'percent' ? (
        <PercentField
          className={classes.small}
          label={t('promotions.edit.percent')}
          value={value}
          onChange={(changed) => onChange({ ...effect, value: changed })}
        />
      ) : (
        <MoneyField
          className={classes.small}
          label={t('promotions.edit.amount')}
          value={value}
          currency={currency}
          onChange={(changed) => onChange({ ...effect, value: changed })}
        />
      )}
    </div>
  )
}

function GiftFields({ effect, onChange }: FieldsProps<EffectOf<'gift'>>) {
  const { t } = useTexts()
  return (
    <div className={classes.row}>
      <div className={classes.grow}>
        <ArticlePicker
          label={t('promotions.edit.sku')}
          onPick={({ sku }) => onChange({ ...effect, sku })}
        />
        {effect.sku && <span className={classes.picked}>{effect.sku}</span>}
      </div>
      <CountField
        className={classes.small}
        label={t('promotions.edit.quantity')}
        value={effect.quantity}
        onChange={(quantity) => onChange({ ...effect, quantity })}
      />
    </div>
  )
}
