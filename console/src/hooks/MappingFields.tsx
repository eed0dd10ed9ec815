import { Select, Switch, Textarea, TextInput } from '@mantine/core'
import { Channel, channels } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Draft } from './draft.ts'
import { FieldsTable } from './FieldsTable.tsx'
import classes from './Webhook.module.css'

interface MappingFieldsProps {
  draft: Draft
  onChange: (draft: Draft) => void
}

/** From which place of theirs each part of our event comes. */
export function MappingFields({ draft, onChange }: MappingFieldsProps) {
  const { t } = useTexts()
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  return (
    <>
      <p className={classes.quiet}>{t('hooks.paths')}</p>
      <div className={classes.pair}>
        <Select
          label={t('hooks.type')}
          allowDeselect={false}
          value={draft.type}
          data={(['track', 'identify'] as const).map((value) => ({
            value,
            label: t(`thread.type.${value}`),
          }))}
          onChange={(value) => set({ type: value === 'identify' ? 'identify' : 'track' })}
        />
        <Select
          label={t('thread.channel')}
          allowDeselect={false}
          value={draft.channel}
          data={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
          onChange={(value) => set({ channel: Channel.catch('api').parse(value) })}
        />
        {(['event', 'messageId', 'userId', 'anonymousId', 'timestamp'] as const).map((name) => (
          <TextInput
            key={name}
            label={t(`hooks.field.${name}`)}
            placeholder={t(`hooks.field.${name}.example`)}
            value={draft[name]}
            onChange={(event) => set({ [name]: event.target.value.trim() })}
          />
        ))}
      </div>
      <Textarea
        label={t('hooks.names')}
        placeholder="orders/create = Order Completed"
        autosize
        minRows={2}
        value={draft.names}
        onChange={(event) => set({ names: event.target.value })}
      />
      <Switch
        label={t('hooks.onlyNamed')}
        checked={draft.onlyNamed}
        onChange={(event) => set({ onlyNamed: event.target.checked })}
      />
      <FieldsTable
        label={t('hooks.properties')}
        rows={draft.properties}
        onChange={(properties) => set({ properties })}
      />
      <TextInput
        label={t('hooks.products')}
        placeholder="line_items"
        value={draft.productsPath}
        onChange={(event) => set({ productsPath: event.target.value.trim() })}
      />
      {draft.productsPath && (
        <FieldsTable
          label={t('hooks.products.fields')}
          rows={draft.products}
          onChange={(products) => set({ products })}
        />
      )}
    </>
  )
}
