import { Select } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useTills } from './useTills.ts'

interface TillFilterProps {
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** Narrows a list to one till, by its code. */
export function TillFilter({ value, onChange }: TillFilterProps) {
  const { t } = useTexts()
  const tills = useTills()
  return (
    <Select
      size="xs"
      clearable
      searchable
      w={{ base: '100%', xs: 220 }}
      aria-label={t('till.till')}
      placeholder={t('till.till.all')}
      clearButtonProps={{ 'aria-label': t('till.till.all') }}
      value={value ?? null}
      onChange={(code) => onChange(code ?? undefined)}
      data={(tills.data ?? []).map(({ code, place }) => ({
        value: code,
        label: `${place.name} · ${code}`,
      }))}
    />
  )
}
