import { CloseButton, Select } from '@mantine/core'
import { useState } from 'react'
import { RelatedKind } from '../../../server/src/modules/catalog/contract.ts'
import type { Related } from '../../../server/src/modules/catalog/product-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Product.module.css'
import { useFoundProducts } from './useFoundProducts.ts'

interface RelatedFieldsProps {
  related: readonly Related[]
  /** Its own code: it does not go with itself. */
  own: string | undefined
  onChange: (related: Related[]) => void
}

/** What is shown beside it: the like, what goes with it, what belongs to it. */
export function RelatedFields({ related, own, onChange }: RelatedFieldsProps) {
  const { t } = useTexts()
  const [kind, setKind] = useState<RelatedKind>('similar')
  const [typed, setTyped] = useState('')
  const found = useFoundProducts(typed).products
  const add = (code: string | null) => {
    if (code && !related.some((one) => one.kind === kind && one.code === code))
      onChange([...related, { kind, code }])
    setTyped('')
  }
  return (
    <div className={classes.fields}>
      {related.length > 0 && (
        <ul className={classes.list}>
          {related.map(({ kind: how, code }) => (
            <li key={`${how}${code}`}>
              <span>
                {code} <span className={classes.quiet}>{t(`catalog.related.${how}`)}</span>
              </span>
              <CloseButton
                size="sm"
                aria-label={t('catalog.related.remove', { code })}
                onClick={() =>
                  onChange(related.filter((one) => one.kind !== how || one.code !== code))
                }
              />
            </li>
          ))}
        </ul>
      )}
      <div className={classes.pair}>
        <Select
          label={t('catalog.related.kind')}
          allowDeselect={false}
          value={kind}
          onChange={(value) => setKind(RelatedKind.parse(value))}
          data={RelatedKind.options.map((value) => ({
            value,
            label: t(`catalog.related.${value}`),
          }))}
        />
        <Select
          label={t('catalog.related.add')}
          placeholder={t('catalog.search')}
          searchable
          searchValue={typed}
          onSearchChange={setTyped}
          filter={({ options }) => options}
          nothingFoundMessage={typed ? t('catalog.related.nothing') : undefined}
          value={null}
          onChange={add}
          data={found
            .filter(({ code }) => code !== own)
            .map(({ code, title }) => ({ value: code, label: title }))}
        />
      </div>
    </div>
  )
}
