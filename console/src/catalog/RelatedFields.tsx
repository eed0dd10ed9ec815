import { CloseButton, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { RelatedKind } from '../../../server/src/modules/catalog/contract.ts'
import type { Related } from '../../../server/src/modules/catalog/product-contract.ts'
import { SearchAnswer } from '../../../server/src/modules/catalog/search-contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Product.module.css'

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
  const found = useFound(typed)
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
          data={found.filter(({ value }) => value !== own)}
        />
      </div>
    </div>
  )
}

function useFound(typed: string) {
  const { language } = useTexts()
  const [q] = useDebouncedValue(typed.trim(), 150)
  const { data } = useQuery({
    queryKey: ['catalog', 'products', 'pick', language, q],
    queryFn: ({ signal }) =>
      get('/api/catalog/products', {
        answer: SearchAnswer,
        query: { q, language, limit: 8, facets: false },
        signal,
      }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  const hits = q === '' ? [] : (data?.products ?? [])
  return hits.map(({ code, name }) => ({ value: code, label: name[language] || name.fr }))
}
