import { Select } from '@mantine/core'
import { useState } from 'react'
import type { Hit } from '../../../server/src/modules/catalog/search-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useFoundProducts } from './useFoundProducts.ts'

export interface PickedArticle {
  readonly sku: string
  readonly name: string
  /** What was found: its lowest price, what it is filed in. */
  readonly product: Hit
}

interface ArticlePickerProps {
  label: string
  onPick: (article: PickedArticle) => void
}

/** Finds one article that is for sale, by name, code or barcode; a scanner does as well. */
export function ArticlePicker({ label, onPick }: ArticlePickerProps) {
  const { t } = useTexts()
  const [typed, setTyped] = useState('')
  const articles = useFoundProducts(typed).flatMap((product) =>
    product.skus.map((sku): PickedArticle => ({ sku, name: product.title, product })),
  )
  return (
    <Select
      label={label}
      placeholder={t('catalog.pick.how')}
      searchable
      selectFirstOptionOnChange
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={typed ? t('catalog.related.nothing') : undefined}
      value={null}
      onChange={(sku) => {
        const article = articles.find((one) => one.sku === sku)
        if (article) onPick(article)
        setTyped('')
      }}
      data={articles.map(({ sku, name }) => ({ value: sku, label: `${name} · ${sku}` }))}
    />
  )
}
