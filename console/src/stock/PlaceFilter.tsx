import { useTexts } from '../texts/TextsProvider.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import { usePlaces } from './useStock.ts'

interface PlaceFilterProps {
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** Narrows a list to one shop or warehouse. */
export function PlaceFilter(props: PlaceFilterProps) {
  const { t } = useTexts()
  const places = usePlaces().data ?? []
  return (
    <FilterSelect
      {...props}
      label={t('stock.place')}
      all={t('stock.place.all')}
      options={places.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}
