import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Target } from '../../../server/src/modules/promotions/effect-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { anything } from './draft.ts'
import { NamesField } from './fields.tsx'
import { PickedArticles, PickedCategories } from './PickedNames.tsx'
import classes from './Promotions.module.css'

const lists = ['categories', 'brands', 'products', 'skus'] as const
type Chosen = 'all' | (typeof lists)[number]

interface TargetFieldProps {
  value: Target
  onChange: (target: Target) => void
}

/** What a discount or a condition is about: all, or what one list names. */
export function TargetField({ value, onChange }: TargetFieldProps) {
  const { t } = useTexts()
  const [chosen, setChosen] = useState<Chosen>(
    lists.find((name) => value[name].length > 0) ?? 'all',
  )
  return (
    <>
      <NativeSelect
        label={t('promotions.edit.target')}
        value={chosen}
        data={(['all', ...lists] as const).map((name) => ({
          value: name,
          label: t(`promotions.edit.target.${name}`),
        }))}
        onChange={(event) => {
          setChosen(event.target.value as Chosen)
          onChange(anything)
        }}
      />
      {chosen === 'categories' && (
        <PickedCategories
          value={value.categories}
          onChange={(categories) => onChange({ ...anything, categories })}
        />
      )}
      {(chosen === 'products' || chosen === 'skus') && (
        <PickedArticles
          key={chosen}
          as={chosen}
          value={value[chosen]}
          onChange={(names) => onChange({ ...anything, [chosen]: names })}
        />
      )}
      {chosen === 'brands' && (
        <NamesField
          className={classes.grow}
          label={t('promotions.edit.target.names')}
          value={value.brands}
          onChange={(brands) => onChange({ ...anything, brands })}
        />
      )}
    </>
  )
}
