import { Select } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'
import { usePlaces } from './useStock.ts'

interface PlaceFilterProps {
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** Narrows a list to one shop or warehouse. */
export function PlaceFilter({ value, onChange }: PlaceFilterProps) {
  const { t } = useTexts()
  const places = usePlaces()
  return (
    <Select
      size="xs"
      clearable
      searchable
      w={{ base: '100%', xs: 220 }}
      aria-label={t('stock.place')}
      placeholder={t('stock.place.all')}
      clearButtonProps={{ 'aria-label': t('stock.place.all') }}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      data={(places.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
