import { Select } from '@mantine/core'
import { type KeyboardEvent, useEffect, useState } from 'react'
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
  const [hurried, setHurried] = useState(false)
  const { products, article, isSettled } = useFoundProducts(typed)
  const found = products.flatMap((product) =>
    product.skus.map((sku): PickedArticle => ({ sku, name: product.title, product })),
  )
  // Of a product with several, the one that was scanned.
  const meant = found.filter(({ sku }) => sku === article)
  const articles = meant.length > 0 ? meant : found
  const pick = (article: PickedArticle | undefined) => {
    if (article) onPick(article)
    setTyped('')
    setHurried(false)
  }
  /** A scanner ends with Enter, before anything was found and with nothing chosen: the first is meant. */
  const enter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.currentTarget.getAttribute('aria-activedescendant')) return
    event.preventDefault()
    if (isSettled && articles.length > 0) pick(articles[0])
    else setHurried(typed.trim() !== '')
  }
  useEffect(() => {
    if (hurried && isSettled && articles.length > 0) pick(articles[0])
  })
  return (
    <Select
      label={label}
      placeholder={t('catalog.pick.how')}
      searchable
      searchValue={typed}
      onSearchChange={(text) => {
        setTyped(text)
        if (text !== typed) setHurried(false)
      }}
      filter={({ options }) => options}
      nothingFoundMessage={typed ? t('catalog.related.nothing') : undefined}
      value={null}
      onChange={(sku) => pick(articles.find((one) => one.sku === sku))}
      onKeyDown={enter}
      data={articles.map(({ sku, name }) => ({ value: sku, label: `${name} · ${sku}` }))}
    />
  )
}
