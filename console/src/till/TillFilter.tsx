import { useTexts } from '../texts/TextsProvider.tsx'
import { FilterSelect } from '../ui/FilterSelect.tsx'
import { useTills } from './useTills.ts'

interface TillFilterProps {
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** Narrows a list to one till, by its code. */
export function TillFilter(props: TillFilterProps) {
  const { t } = useTexts()
  const tills = useTills().data ?? []
  return (
    <FilterSelect
      {...props}
      label={t('till.till')}
      all={t('till.till.all')}
      options={tills.map(({ code, place }) => ({ value: code, label: `${place.name} · ${code}` }))}
    />
  )
}
