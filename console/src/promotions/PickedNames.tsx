import { CloseButton, MultiSelect } from '@mantine/core'
import { ArticlePicker } from '../catalog/ArticlePicker.tsx'
import { useCategories, useProduct } from '../catalog/useCatalog.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Promotions.module.css'

interface PickedNamesProps {
  value: readonly string[]
  onChange: (names: string[]) => void
}

/** Categories, by what they are called. */
export function PickedCategories({ value, onChange }: PickedNamesProps) {
  const { t, language } = useTexts()
  const { data = [] } = useCategories()
  return (
    <MultiSelect
      className={classes.grow ?? ''}
      label={t('promotions.edit.target.categories')}
      searchable
      value={[...value]}
      onChange={onChange}
      data={data.map(({ code, name }) => ({ value: code, label: name[language] || name.fr }))}
    />
  )
}

/** Products, or single articles: found, not typed. */
export function PickedArticles({
  as,
  value,
  onChange,
}: PickedNamesProps & { as: 'products' | 'skus' }) {
  const { t } = useTexts()
  const remove = (name: string) => onChange(value.filter((one) => one !== name))
  return (
    <div className={classes.grow}>
      <ul className={classes.names}>
        {value.map((name) => (
          <li key={name} className={classes.picked}>
            {as === 'skus' ? name : <ProductName id={name} />}
            <CloseButton
              size="xs"
              aria-label={t('promotions.try.remove', { name })}
              onClick={() => remove(name)}
            />
          </li>
        ))}
      </ul>
      <ArticlePicker
        label={t(`promotions.edit.target.${as}`)}
        onPick={({ sku, product }) => {
          const name = as === 'skus' ? sku : product.id
          if (!value.includes(name)) onChange([...value, name])
        }}
      />
    </div>
  )
}

function ProductName({ id }: { id: string }) {
  const { language } = useTexts()
  const { data } = useProduct(id)
  return data ? data.name[language] || data.name.fr : id
}
