import { Select } from '@mantine/core'

interface FilterSelectProps {
  label: string
  /** What it says while nothing is chosen, and what takes the choice away. */
  all: string
  value: string | undefined
  onChange: (value: string | undefined) => void
  options: readonly { readonly value: string; readonly label: string }[]
}

/** Narrows a list to one of many: of so many that chips would not do. */
export function FilterSelect({ label, all, value, onChange, options }: FilterSelectProps) {
  return (
    <Select
      size="xs"
      clearable
      searchable
      w={{ base: '100%', xs: 220 }}
      aria-label={label}
      placeholder={all}
      clearButtonProps={{ 'aria-label': all }}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      data={options}
    />
  )
}
