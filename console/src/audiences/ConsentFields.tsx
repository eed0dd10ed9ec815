import {
  type ConsentLeaf,
  ConsentState,
} from '../../../server/src/modules/audiences/customer-leaf-contract.ts'
import { Purpose, purposes } from '../../../server/src/modules/consent/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineSelect } from '../ui/InlineSelect.tsx'
import { channelText, purposeText } from './tongue.ts'

interface ConsentFieldsProps {
  leaf: ConsentLeaf
  onChange: (leaf: ConsentLeaf) => void
}

/** "agreed to offers and news by email". */
export function ConsentFields({ leaf, onChange }: ConsentFieldsProps) {
  const { t } = useTexts()
  const purpose = Purpose.catch('marketing').parse(leaf.purpose)
  const channels = purposes[purpose].channels
  return (
    <>
      <InlineSelect
        label={t('audiences.leaf.consent.is')}
        value={leaf.is}
        options={ConsentState.options.map((value) => ({
          value,
          label: t(`audiences.leaf.consent.${value}`),
        }))}
        onChange={(is) => onChange({ ...leaf, is })}
      />
      <InlineSelect
        label={t('audiences.leaf.consent.purpose')}
        value={purpose}
        options={Purpose.options.map((value) => ({ value, label: purposeText(t, value) }))}
        onChange={(value) =>
          onChange({ ...leaf, purpose: value, channel: purposes[value].channels[0] ?? 'email' })
        }
      />
      {t('audiences.leaf.consent.by')}
      <InlineSelect
        label={t('audiences.leaf.consent.channel')}
        value={leaf.channel}
        options={channels.map((value) => ({ value, label: channelText(t, value) }))}
        onChange={(channel) => onChange({ ...leaf, channel })}
      />
    </>
  )
}
