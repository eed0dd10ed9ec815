import { Checkbox, Select, TextInput } from '@mantine/core'
import type { Option } from '../../../server/src/modules/catalog/contract.ts'
import type { PriceList } from '../../../server/src/modules/catalog/price-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Product.module.css'
import { minorOf, type VariantDraft } from './productDraft.ts'

interface VariantsTableProps {
  variants: readonly VariantDraft[]
  options: readonly Option[]
  lists: readonly PriceList[]
  /** The list whose prices are typed here. */
  list: string | undefined
  onList: (code: string) => void
  /** What stands in that list now, by sku. */
  current: ReadonlyMap<string, string>
  onChange: (variants: VariantDraft[]) => void
}

/** A line for each variant; an empty price leaves the one that holds. */
export function VariantsTable(props: VariantsTableProps) {
  const { variants, options, lists, list, onChange } = props
  const { t, language } = useTexts()
  const put = (place: number, change: Partial<VariantDraft>) =>
    onChange(variants.map((one, index) => (index === place ? { ...one, ...change } : one)))
  const wayOf = ({ options: chosen }: VariantDraft) =>
    options
      .map(({ code, values }) => values.find((value) => value.code === chosen[code])?.name)
      .map((name) => name?.[language] || name?.fr)
      .filter(Boolean)
      .join(' · ')
  return (
    <div className={classes.scroll}>
      <table className={classes.variants}>
        <thead>
          <tr>
            {options.length > 0 && <th scope="col">{t('catalog.variant')}</th>}
            <th scope="col">{t('catalog.sku')}</th>
            <th scope="col">
              {lists.length > 1 ? (
                <Select
                  size="xs"
                  aria-label={t('catalog.price.list')}
                  allowDeselect={false}
                  value={list ?? null}
                  onChange={(code) => code && props.onList(code)}
                  data={lists
                    .filter(({ state }) => state !== 'over')
                    .map(({ code, name }) => ({ value: code, label: name[language] || name.fr }))}
                />
              ) : (
                t('catalog.price')
              )}
            </th>
            <th scope="col">{t('catalog.barcodes')}</th>
            <th scope="col">{t('catalog.weight')}</th>
            <th scope="col">{t('catalog.onSale')}</th>
          </tr>
        </thead>
        <tbody>
          {variants.map((variant, place) => {
            const name = wayOf(variant) || variant.sku
            const label = (field: string) => `${field}, ${name}`
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the sku is what is being typed
              <tr key={place}>
                {options.length > 0 && <td className={classes.way}>{wayOf(variant) || '–'}</td>}
                <td>
                  <TextInput
                    size="xs"
                    aria-label={label(t('catalog.sku'))}
                    maxLength={64}
                    value={variant.sku}
                    onChange={(event) => put(place, { sku: event.target.value, follows: false })}
                  />
                </td>
                <td className={classes.amount}>
                  <TextInput
                    size="xs"
                    aria-label={label(t('catalog.price'))}
                    inputMode="decimal"
                    placeholder={props.current.get(variant.sku)}
                    disabled={list === undefined}
                    error={variant.price !== '' && minorOf(variant.price) === undefined}
                    value={variant.price}
                    onChange={(event) => put(place, { price: event.target.value })}
                  />
                </td>
                <td>
                  <TextInput
                    size="xs"
                    aria-label={label(t('catalog.barcodes'))}
                    value={variant.barcodes}
                    onChange={(event) => put(place, { barcodes: event.target.value })}
                    onKeyDown={(event) => {
                      // A scanner ends with Enter: that is no wish to save.
                      if (event.key === 'Enter') event.preventDefault()
                    }}
                  />
                </td>
                <td className={classes.amount}>
                  <TextInput
                    size="xs"
                    aria-label={label(t('catalog.weight'))}
                    inputMode="numeric"
                    value={variant.weight}
                    onChange={(event) => put(place, { weight: event.target.value })}
                  />
                </td>
                <td>
                  <Checkbox
                    size="xs"
                    aria-label={label(t('catalog.onSale'))}
                    checked={variant.active}
                    onChange={(event) => put(place, { active: event.target.checked })}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
