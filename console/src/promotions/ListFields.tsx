import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Effect, EffectOf } from '../../../server/src/modules/promotions/effect-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { anything } from './draft.ts'
import { CountField, MoneyField, PercentField } from './fields.tsx'
import classes from './Promotions.module.css'
import { TargetField } from './TargetField.tsx'

interface FieldsProps<Kind extends Effect> {
  effect: Kind
  currency: string
  onChange: (effect: Effect) => void
}

/** Steps: from so much on, so much off. */
export function TierFields({ effect, currency, onChange }: FieldsProps<EffectOf<'tiers'>>) {
  const { t } = useTexts()
  const { by, steps, target } = effect
  const change = (at: number, step: (typeof steps)[number]) =>
    onChange({ ...effect, steps: steps.map((one, index) => (index === at ? step : one)) })
  const last = steps.at(-1)
  return (
    <>
      <div className={classes.row}>
        <NativeSelect
          label={t('promotions.edit.by')}
          value={by}
          data={(['spend', 'quantity'] as const).map((value) => ({
            value,
            label: t(`promotions.edit.by.${value}`),
          }))}
          onChange={(event) => {
            const next = event.target.value as 'spend' | 'quantity'
            const from = next === 'spend' ? 5000 : 2
            onChange({ ...effect, by: next, steps: [{ from, percent: 1000 }] })
          }}
        />
        <TargetField value={target} onChange={(next) => onChange({ ...effect, target: next })} />
      </div>
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other name than their place
        <div key={at} className={`${classes.row} ${classes.item}`}>
          {by === 'spend' ? (
            <MoneyField
              className={classes.small}
              label={t('promotions.edit.from')}
              value={step.from}
              min={1}
              currency={currency}
              onChange={(from) => change(at, { ...step, from })}
            />
          ) : (
            <CountField
              className={classes.small}
              label={t('promotions.edit.from')}
              value={step.from}
              onChange={(from) => change(at, { ...step, from })}
            />
          )}
          {'percent' in step ? (
            <PercentField
              className={classes.small}
              label={t('promotions.edit.percent')}
              value={step.percent}
              onChange={(percent) => change(at, { ...step, percent })}
            />
          ) : (
            <MoneyField
              className={classes.small}
              label={t('promotions.edit.amount')}
              value={step.amount}
              min={1}
              currency={currency}
              onChange={(amount) => change(at, { ...step, amount })}
            />
          )}
          <RemoveButton
            label={t('promotions.edit.step.remove')}
            hidden={steps.length === 1}
            onClick={() => onChange({ ...effect, steps: steps.filter((_, index) => index !== at) })}
          />
        </div>
      ))}
      <AddButton
        onClick={() => {
          const from = (last?.from ?? 0) + (by === 'spend' ? 5000 : 1)
          onChange({ ...effect, steps: [...steps, { from, percent: 1500 }] })
        }}
      >
        {t('promotions.edit.step.add')}
      </AddButton>
    </>
  )
}

/** What belongs to a bundle, and what it costs together. */
export function BundleFields({ effect, currency, onChange }: FieldsProps<EffectOf<'bundle'>>) {
  const { t } = useTexts()
  const { parts, price } = effect
  const change = (at: number, part: (typeof parts)[number]) =>
    onChange({ ...effect, parts: parts.map((one, index) => (index === at ? part : one)) })
  return (
    <>
      <div className={classes.row}>
        <MoneyField
          className={classes.small}
          label={t('promotions.edit.price')}
          value={price}
          currency={currency}
          onChange={(next) => onChange({ ...effect, price: next })}
        />
      </div>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name than their place
        <div key={at} className={`${classes.row} ${classes.item}`}>
          <CountField
            className={classes.small}
            label={t('promotions.edit.quantity')}
            value={part.quantity}
            onChange={(quantity) => change(at, { ...part, quantity })}
          />
          <TargetField value={part.target} onChange={(target) => change(at, { ...part, target })} />
          <RemoveButton
            label={t('promotions.edit.part.remove')}
            hidden={parts.length === 1}
            onClick={() => onChange({ ...effect, parts: parts.filter((_, index) => index !== at) })}
          />
        </div>
      ))}
      <AddButton
        onClick={() =>
          onChange({ ...effect, parts: [...parts, { target: anything, quantity: 1 }] })
        }
      >
        {t('promotions.edit.part.add')}
      </AddButton>
    </>
  )
}

export function AddButton({ children, onClick }: { children: string; onClick: () => void }) {
  return (
    <div>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onClick}>
        {children}
      </Button>
    </div>
  )
}

interface RemoveButtonProps {
  label: string
  hidden?: boolean
  onClick: () => void
}

export function RemoveButton({ label, hidden = false, onClick }: RemoveButtonProps) {
  if (hidden) return null
  return (
    <ActionIcon
      className={classes.end}
      variant="subtle"
      color="gray"
      aria-label={label}
      onClick={onClick}
    >
      <IconX size={15} stroke={1.6} />
    </ActionIcon>
  )
}
