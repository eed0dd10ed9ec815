import { Checkbox, Modal, NumberInput, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { PriceList } from '../../../server/src/modules/catalog/price-contract.ts'
import { send } from '../api/client.ts'
import { useSession } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { choiceOf, codeOf } from './productDraft.ts'
import own from './Structure.module.css'
import { useReadAgain } from './useCatalog.ts'

const asMoment = (local: string) => (local === '' ? null : new Date(local).toISOString())

/** Where something is sold. */
const channels = ['web', 'app', 'shop'] as const

/** What decides between lists is chosen once: what was asked on a past day must stay known. */
export function NewListDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const { brand } = useSession()
  const readAgain = useReadAgain()
  const [draft, setDraft] = useState({
    ...{
      name: '',
      currency: brand.currency,
      includesTax: true,
      channel: null as string | null,
      priceGroup: '',
    },
    ...{ beginsAt: '', endsAt: '', priority: 0, reduction: false },
  })
  const set = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }))
  const add = useMutation({
    mutationFn: () =>
      send(
        'POST',
        '/api/catalog/price-lists',
        {
          ...draft,
          ...choiceOf(draft.name),
          priceGroup: codeOf(draft.priceGroup) || null,
          ...{ beginsAt: asMoment(draft.beginsAt), endsAt: asMoment(draft.endsAt) },
        },
        { answer: PriceList },
      ),
    onSuccess: async () => {
      await readAgain()
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('catalog.lists.new')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <TextInput
          data-autofocus
          required
          withAsterisk={false}
          maxLength={80}
          label={t('catalog.lists.name')}
          placeholder={t('catalog.lists.example')}
          description={t('catalog.lists.name.hint')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        <div className={own.pair}>
          <TextInput
            label={t('catalog.lists.currency')}
            maxLength={3}
            value={draft.currency}
            onChange={(event) => set({ currency: event.target.value.toUpperCase() })}
          />
          <NumberInput
            label={t('catalog.lists.priority')}
            description={t('catalog.lists.priority.hint')}
            inputWrapperOrder={['label', 'input', 'description']}
            min={-1000}
            max={1000}
            value={draft.priority}
            onChange={(value) => set({ priority: Number(value) || 0 })}
          />
          <TextInput
            label={t('catalog.lists.group')}
            placeholder={t('catalog.lists.everybody')}
            value={draft.priceGroup}
            onChange={(event) => set({ priceGroup: event.target.value })}
          />
          <Select
            clearable
            label={t('catalog.lists.channel')}
            placeholder={t('catalog.lists.everywhere')}
            value={draft.channel}
            onChange={(channel) => set({ channel })}
            data={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
          />
          <TextInput
            type="datetime-local"
            label={t('catalog.lists.begins')}
            value={draft.beginsAt}
            onChange={(event) => set({ beginsAt: event.target.value })}
          />
          <TextInput
            type="datetime-local"
            label={t('catalog.lists.ends')}
            value={draft.endsAt}
            onChange={(event) => set({ endsAt: event.target.value })}
          />
        </div>
        <Checkbox
          label={t('catalog.lists.includes')}
          checked={draft.includesTax}
          onChange={(event) => set({ includesTax: event.target.checked })}
        />
        <Checkbox
          label={t('catalog.lists.isReduction')}
          description={t('catalog.lists.isReduction.hint')}
          checked={draft.reduction}
          onChange={(event) => set({ reduction: event.target.checked })}
        />
        <FormEnd
          action={t('catalog.lists.create')}
          busy={add.isPending}
          error={add.error}
          disabled={codeOf(draft.name) === ''}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
