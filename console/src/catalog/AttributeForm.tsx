import { Button, Checkbox, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Attribute, AttributeKind } from '../../../server/src/modules/catalog/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Refused } from '../ui/Refused.tsx'
import { choiceOf, codeOf, textOf } from './productDraft.ts'
import classes from './Structure.module.css'
import { useReadAgain } from './useCatalog.ts'

interface AttributeFormProps {
  attribute: Attribute | undefined
  onDone: () => void
}

const blank = {
  ...{ kind: 'text', name: { fr: '', en: '' }, choices: [], unit: null },
  ...{ filterable: false, position: 0 },
} as const satisfies Omit<Attribute, 'code'>

/** An attribute: what it is called, what its values are, and whether lists are narrowed by it. */
export function AttributeForm({ attribute, onDone }: AttributeFormProps) {
  const { t } = useTexts()
  const readAgain = useReadAgain()
  const [draft, setDraft] = useState<Omit<Attribute, 'code'>>(attribute ?? blank)
  const set = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }))
  const code = attribute?.code ?? codeOf(draft.name.fr)
  const done = async () => {
    await readAgain()
    setDraft(blank)
    onDone()
  }
  const save = useMutation({
    mutationFn: () => {
      const { fr, en } = draft.name
      const input = { ...draft, name: { fr, en: en || fr } }
      return attribute
        ? send('PUT', `/api/catalog/attributes/${code}`, input)
        : send('POST', '/api/catalog/attributes', { ...input, code })
    },
    onSuccess: done,
  })
  const remove = useMutation({
    mutationFn: () => send('DELETE', `/api/catalog/attributes/${code}`),
    onSuccess: done,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const chooses = draft.kind === 'choice' || draft.kind === 'choices'
  return (
    <Panel title={t(attribute ? 'catalog.attributes.change' : 'catalog.attributes.new')}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t('catalog.name.fr')}
          required
          withAsterisk={false}
          maxLength={120}
          value={draft.name.fr}
          onChange={(event) => set({ name: { ...draft.name, fr: event.target.value } })}
        />
        <TextInput
          label={t('catalog.name.en')}
          maxLength={120}
          placeholder={draft.name.fr}
          value={draft.name.en}
          onChange={(event) => set({ name: { ...draft.name, en: event.target.value } })}
        />
        <Select
          label={t('catalog.attributes.kind')}
          allowDeselect={false}
          value={draft.kind}
          onChange={(kind) => set({ kind: AttributeKind.parse(kind) })}
          data={AttributeKind.options.map((kind) => ({
            value: kind,
            label: t(`catalog.kind.${kind}`),
          }))}
        />
        {chooses && (
          <TagsInput
            label={t('catalog.attributes.choices')}
            description={t('catalog.option.hint')}
            inputWrapperOrder={['label', 'input', 'description']}
            value={draft.choices.map(textOf)}
            onChange={(texts) =>
              set({ choices: texts.map((text) => choiceOf(text, draft.choices)) })
            }
          />
        )}
        <div className={classes.pair}>
          <TextInput
            label={t('catalog.attributes.unit')}
            maxLength={20}
            value={draft.unit ?? ''}
            onChange={(event) => set({ unit: event.target.value || null })}
          />
          <NumberInput
            label={t('catalog.position')}
            min={0}
            value={draft.position}
            onChange={(value) => set({ position: Number(value) || 0 })}
          />
        </div>
        <Checkbox
          label={t('catalog.attributes.filterable')}
          checked={draft.filterable}
          onChange={(event) => set({ filterable: event.target.checked })}
        />
        <Refused error={save.error ?? remove.error} />
        <div className={classes.end}>
          {attribute ? (
            <Button variant="subtle" color="gray" onClick={() => remove.mutate()}>
              {t('catalog.remove')}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" loading={save.isPending} disabled={code === ''}>
            {t(attribute ? 'catalog.save' : 'catalog.attributes.add')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
