import { NumberInput, Switch, TextInput } from '@mantine/core'
import type { NewPromotion } from '../../../server/src/modules/promotions/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { MomentField, OptionalCount, OptionalMoney } from './fields.tsx'
import classes from './Promotions.module.css'

interface LimitFieldsProps {
  draft: NewPromotion
  onChange: (change: Partial<NewPromotion>) => void
}

/** For whom, from when until when, how often, and beside which others. */
export function LimitFields({ draft, onChange }: LimitFieldsProps) {
  const { t } = useTexts()
  const { limits, currency } = draft
  const none = t('promotions.codes.unlimited')
  const limit = (change: Partial<NewPromotion['limits']>) =>
    onChange({ limits: { ...limits, ...change } })
  return (
    <>
      <Switch
        label={t('promotions.edit.code')}
        checked={draft.needsCode}
        onChange={(event) => onChange({ needsCode: event.currentTarget.checked })}
      />
      <fieldset className={classes.part}>
        <legend className={classes.legend}>{t('promotions.edit.period')}</legend>
        <div className={classes.row}>
          <MomentField
            label={t('promotions.edit.starts')}
            value={draft.startsAt}
            onChange={(startsAt) => onChange({ startsAt })}
          />
          <MomentField
            label={t('promotions.edit.ends')}
            value={draft.endsAt}
            onChange={(endsAt) => onChange({ endsAt })}
          />
        </div>
      </fieldset>
      <fieldset className={classes.part}>
        <legend className={classes.legend}>{t('promotions.edit.limits')}</legend>
        <div className={classes.row}>
          <OptionalCount
            label={t('promotions.edit.limit.total')}
            placeholder={none}
            value={limits.total}
            onChange={(total) => limit({ total })}
          />
          <OptionalCount
            label={t('promotions.edit.limit.perCustomer')}
            placeholder={none}
            value={limits.perCustomer}
            onChange={(perCustomer) => limit({ perCustomer })}
          />
          <OptionalMoney
            label={t('promotions.edit.limit.budget')}
            placeholder={none}
            currency={currency}
            value={limits.budget}
            onChange={(budget) => limit({ budget })}
          />
        </div>
      </fieldset>
      <fieldset className={classes.part}>
        <legend className={classes.legend}>{t('promotions.edit.order')}</legend>
        <Switch
          label={t('promotions.edit.combines')}
          checked={draft.combines}
          onChange={(event) => onChange({ combines: event.currentTarget.checked })}
        />
        <div className={classes.row}>
          <NumberInput
            className={classes.small}
            label={t('promotions.edit.priority')}
            min={0}
            max={10_000}
            allowDecimal={false}
            value={draft.priority}
            onChange={(priority) => onChange({ priority: Number(priority || 0) })}
          />
          <TextInput
            label={t('promotions.edit.group')}
            value={draft.group ?? ''}
            maxLength={100}
            onChange={(event) => onChange({ group: event.target.value || null })}
          />
        </div>
        <p className={classes.quiet}>{t('promotions.edit.priority.hint')}</p>
        <p className={classes.quiet}>{t('promotions.edit.group.hint')}</p>
      </fieldset>
    </>
  )
}
