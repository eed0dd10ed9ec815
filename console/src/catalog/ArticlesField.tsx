import { CloseButton, NumberInput } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ArticlePicker } from './ArticlePicker.tsx'
import classes from './Product.module.css'

export interface ChosenArticle {
  readonly sku: string
  readonly name: string
  readonly quantity: number
}

/** What the server is sent of them. */
export const itemsOf = (articles: readonly ChosenArticle[]) =>
  articles.map(({ sku, quantity }) => ({ sku, quantity }))

interface ArticlesFieldProps {
  articles: readonly ChosenArticle[]
  onChange: (articles: ChosenArticle[]) => void
}

/** Articles and how many of each; the same picked twice is two of it. */
export function ArticlesField({ articles, onChange }: ArticlesFieldProps) {
  const { t } = useTexts()
  const set = (sku: string, quantity: number) =>
    onChange(articles.map((one) => (one.sku === sku ? { ...one, quantity } : one)))
  return (
    <div className={classes.fields}>
      {articles.length > 0 && (
        <ul className={classes.list}>
          {articles.map(({ sku, name, quantity }) => (
            <li key={sku}>
              <span>
                {name} <span className={classes.quiet}>{sku}</span>
              </span>
              <NumberInput
                size="xs"
                w={72}
                aria-label={t('catalog.pick.quantity', { name })}
                min={1}
                max={999}
                allowDecimal={false}
                value={quantity}
                onChange={(value) => set(sku, Math.max(1, Number(value) || 1))}
              />
              <CloseButton
                size="sm"
                aria-label={t('catalog.pick.remove', { name })}
                onClick={() => onChange(articles.filter((one) => one.sku !== sku))}
              />
            </li>
          ))}
        </ul>
      )}
      <ArticlePicker
        label={t('catalog.pick')}
        onPick={({ sku, name }) => {
          const there = articles.find((one) => one.sku === sku)
          if (there) set(sku, there.quantity + 1)
          else onChange([...articles, { sku, name, quantity: 1 }])
        }}
      />
    </div>
  )
}
