import { Button, MultiSelect, Select, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ProductState } from '../../../server/src/modules/catalog/contract.ts'
import type { Product } from '../../../server/src/modules/catalog/product-contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Refused } from '../ui/Refused.tsx'
import { AttributesFields } from './AttributesFields.tsx'
import { BundleFields } from './BundleFields.tsx'
import { MediaFields } from './MediaFields.tsx'
import { OptionsFields } from './OptionsFields.tsx'
import classes from './Product.module.css'
import { type Draft, minorOf, named } from './productDraft.ts'
import { RelatedFields } from './RelatedFields.tsx'
import { useArticlePrices, useCategories, usePriceLists, useTaxes } from './useCatalog.ts'
import { useSaveProduct } from './useSaveProduct.ts'
import { VariantsTable } from './VariantsTable.tsx'

interface ProductFormProps {
  start: Draft
  before?: Product
  onSaved: (product: Product) => void
  /** What stands beside the form. */
  aside?: ReactNode
}

/** A product as it is and as it is to be: what it is called, what it comes in, what it costs, how it looks. */
export function ProductForm({ start, before, onSaved, aside }: ProductFormProps) {
  const { t } = useTexts()
  const can = useCan()
  const [draft, setDraft] = useState(start)
  const lists = usePriceLists()
  const [chosen, setChosen] = useState<string>()
  const list = chosen ?? lists.data?.find(({ state }) => state !== 'over')?.code
  const current = useCurrent(before?.id, list)
  const save = useSaveProduct()
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }))
  const flawed =
    (draft.name.fr || draft.name.en).trim() === '' ||
    draft.variants.some(
      ({ sku, price }) => sku.trim() === '' || (price !== '' && minorOf(price) === undefined),
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!flawed) save.mutate({ draft, before, list }, { onSuccess: onSaved })
  }
  const mayWrite = can('catalog:write')
  return (
    <form className={classes.columns} onSubmit={submit}>
      <fieldset className={classes.main} disabled={!mayWrite}>
        <Essentials
          draft={draft}
          set={set}
          rename={(name) => setDraft((now) => named(now, name))}
        />
        <Panel title={t('catalog.variants')}>
          <div className={classes.fields}>
            <OptionsFields draft={draft} onChange={setDraft} />
            <VariantsTable
              variants={draft.variants}
              options={draft.options}
              lists={lists.data ?? []}
              list={list}
              onList={setChosen}
              current={current}
              onChange={(variants) => set({ variants })}
            />
            <BundleFields variants={draft.variants} onChange={(variants) => set({ variants })} />
          </div>
        </Panel>
        <Panel title={t('catalog.media')}>
          <MediaFields draft={draft} onChange={(media) => set({ media })} />
        </Panel>
        <Panel title={t('catalog.attributes')}>
          <AttributesFields
            values={draft.attributes}
            onChange={(attributes) => set({ attributes })}
          />
        </Panel>
        <Panel title={t('catalog.related')}>
          <RelatedFields
            related={draft.related}
            own={before?.code}
            onChange={(related) => set({ related })}
          />
        </Panel>
      </fieldset>
      <aside className={classes.side}>
        {mayWrite && (
          <div className={classes.save}>
            <Select
              label={t('catalog.state')}
              allowDeselect={false}
              value={draft.state}
              onChange={(state) => set({ state: ProductState.parse(state) })}
              data={ProductState.options.map((value) => ({
                value,
                label: t(`catalog.state.${value}`),
              }))}
            />
            <Refused error={save.error} />
            <Button type="submit" loading={save.isPending} disabled={flawed}>
              {t(before ? 'catalog.save' : 'catalog.create')}
            </Button>
          </div>
        )}
        {aside}
      </aside>
    </form>
  )
}

/** What is asked in a list for each variant, as people write it. */
function useCurrent(id: string | undefined, list: string | undefined): ReadonlyMap<string, string> {
  const { formats } = useTexts()
  const lists = usePriceLists()
  const prices = useArticlePrices(id)
  const currency = lists.data?.find(({ code }) => code === list)?.currency
  return new Map(
    (prices.data ?? []).flatMap(({ sku, lines }) => {
      const line = lines.find((one) => one.list === list && one.endsAt === null)
      return line ? [[sku, formats.money(line.amount, currency)]] : []
    }),
  )
}

interface EssentialsProps {
  draft: Draft
  set: (change: Partial<Draft>) => void
  rename: (name: Draft['name']) => void
}

function Essentials({ draft, set, rename }: EssentialsProps) {
  const { t, language } = useTexts()
  const categories = useCategories()
  const taxes = useTaxes()
  const { name, description } = draft
  const shown = (texts: { fr: string; en: string }) => texts[language] || texts.fr
  const nameOf = (code: string) => {
    const found = categories.data?.find((one) => one.code === code)
    return found ? shown(found.name) : code
  }
  return (
    <div className={classes.fields}>
      <div className={classes.pair}>
        <TextInput
          data-autofocus
          required
          withAsterisk={false}
          label={t('catalog.name.fr')}
          maxLength={500}
          value={name.fr}
          onChange={(event) => rename({ ...name, fr: event.target.value })}
        />
        <TextInput
          label={t('catalog.name.en')}
          maxLength={500}
          placeholder={name.fr}
          value={name.en}
          onChange={(event) => rename({ ...name, en: event.target.value })}
        />
      </div>
      <div className={classes.three}>
        <TextInput
          label={t('catalog.brand')}
          maxLength={120}
          value={draft.brand}
          onChange={(event) => set({ brand: event.target.value })}
        />
        <MultiSelect
          label={t('catalog.categories')}
          searchable
          value={draft.categories}
          onChange={(codes) => set({ categories: codes })}
          data={(categories.data ?? []).map((one) => ({
            value: one.code,
            label: one.path.map(nameOf).join(' › '),
          }))}
        />
        <Select
          label={t('catalog.tax')}
          allowDeselect={false}
          value={draft.taxClass}
          onChange={(code) => set({ taxClass: code ?? draft.taxClass })}
          data={(taxes.data?.classes ?? []).map((one) => ({
            value: one.code,
            label: shown(one.name),
          }))}
        />
      </div>
      <div className={classes.pair}>
        <Textarea
          label={t('catalog.description.fr')}
          autosize
          minRows={2}
          maxRows={8}
          value={description.fr}
          onChange={(event) => set({ description: { ...description, fr: event.target.value } })}
        />
        <Textarea
          label={t('catalog.description.en')}
          autosize
          minRows={2}
          maxRows={8}
          value={description.en}
          onChange={(event) => set({ description: { ...description, en: event.target.value } })}
        />
      </div>
    </div>
  )
}
