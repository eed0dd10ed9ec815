import {
  type ChannelLeaf,
  type ShopLeaf,
  type StageLeaf,
  stages,
} from '../../../server/src/modules/audiences/customer-leaf-contract.ts'
import { channels } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineInput, InlineSelect } from '../ui/InlineSelect.tsx'
import classes from './Editor.module.css'
import type { FieldsProps } from './fieldsProps.ts'
import { PeriodFields } from './PeriodFields.tsx'
import { channelText } from './tongue.ts'

/** "are at stage: loyal, active". */
export function StageFields({ leaf, onChange }: FieldsProps<StageLeaf>) {
  const { t } = useTexts()
  return (
    <>
      {t('conditions.edit.stage')}
      {stages.map((stage) => (
        <label key={stage} className={classes.choice}>
          <input
            type="checkbox"
            checked={leaf.in.includes(stage)}
            onChange={({ target }) =>
              onChange({
                ...leaf,
                in: stages.filter((one) =>
                  one === stage ? target.checked : leaf.in.includes(one),
                ),
              })
            }
          />
          {t(`customers.stage.${stage}`)}
        </label>
      ))}
    </>
  )
}

/** "have used app in the last 90 days", "prefer shop". */
export function ChannelFields({ leaf, onChange }: FieldsProps<ChannelLeaf>) {
  const { t } = useTexts()
  return (
    <>
      <InlineSelect
        label={t('conditions.which')}
        value={leaf.which}
        options={(['used', 'preferred'] as const).map((value) => ({
          value,
          label: t(`conditions.edit.channel.${value}`),
        }))}
        onChange={(which) => onChange({ kind: 'channel', which, channel: leaf.channel })}
      />
      <InlineSelect
        label={t('conditions.edit.channel')}
        value={leaf.channel}
        options={channels
          .filter((value) => value !== 'api')
          .map((value) => ({ value: value as string, label: channelText(t, value) }))}
        onChange={(channel) => onChange({ ...leaf, channel })}
      />
      {leaf.which === 'used' && <PeriodFields leaf={leaf} onChange={onChange} />}
    </>
  )
}

/** "have bought at Lille", "mostly buy at Lille". */
export function ShopFields({ leaf, onChange }: FieldsProps<ShopLeaf>) {
  const { t } = useTexts()
  return (
    <>
      <InlineSelect
        label={t('conditions.which')}
        value={leaf.which}
        options={(['bought', 'favourite'] as const).map((value) => ({
          value,
          label: t(`conditions.edit.shop.${value}`),
        }))}
        onChange={(which) => onChange({ kind: 'shop', which, shop: leaf.shop })}
      />
      <InlineInput
        label={t('conditions.edit.shop')}
        placeholder={t('conditions.edit.shop.example')}
        value={leaf.shop}
        onChange={(shop) => onChange({ ...leaf, shop })}
      />
      {leaf.which === 'bought' && <PeriodFields leaf={leaf} onChange={onChange} />}
    </>
  )
}
