import { NumberInput, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DialogForm } from '../ui/DialogForm.tsx'
import { type LevelFormProps, useDeed } from './useStock.ts'

/** Channels whose share a shop keeps back most often; others go through the API. */
const channels = ['web', 'app', 'shop'] as const

/** What is kept back of an item here, for all channels or for one, and when somebody is told that it runs low. */
export function RulesForm({ sku, level, onClose }: LevelFormProps) {
  const { t } = useTexts()
  const [safety, setSafety] = useState<number | null>(level.ownSafety)
  const [byChannel, setByChannel] = useState(level.safetyByChannel)
  const [lowAt, setLowAt] = useState<number | null>(level.lowAt)
  const [uncounted, setUncounted] = useState(level.uncounted)
  const save = useDeed({
    ...{ method: 'PUT' as const, path: '/api/stock/rules', done: t('stock.done.rules') },
    onDone: onClose,
    body: () => ({
      ...{ sku, locationId: level.locationId, safety, safetyByChannel: byChannel },
      ...{ lowAt, uncounted },
    }),
  })
  const number = (value: string | number) => (value === '' ? null : Number(value))
  const setChannel = (channel: string, value: number | null) => {
    const { [channel]: _, ...others } = byChannel
    setByChannel(value === null ? others : { ...others, [channel]: value })
  }
  return (
    <DialogForm
      deed={save}
      ready
      save={t('stock.save')}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
    >
      <NumberInput
        label={t('stock.lowAt')}
        description={t('stock.lowAt.hint')}
        min={0}
        max={1_000_000}
        allowDecimal={false}
        value={lowAt ?? ''}
        onChange={(value) => setLowAt(number(value))}
      />
      <NumberInput
        label={t('stock.safety.all')}
        description={t('stock.safety.hint')}
        allowDecimal={false}
        max={1_000_000}
        value={safety ?? ''}
        onChange={(value) => setSafety(number(value))}
      />
      {channels.map((channel) => (
        <NumberInput
          key={channel}
          label={t('stock.safety.channel', { channel: t(`channels.${channel}`) })}
          allowDecimal={false}
          max={1_000_000}
          value={byChannel[channel] ?? ''}
          onChange={(value) => setChannel(channel, number(value))}
        />
      ))}
      <Switch
        label={t('stock.uncounted')}
        checked={uncounted}
        onChange={(event) => setUncounted(event.currentTarget.checked)}
      />
    </DialogForm>
  )
}
