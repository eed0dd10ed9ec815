import type { ReactNode } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './FilterChips.module.css'

interface FilterChipsProps<Value extends string> {
  label: string
  options: { value: Value; label: ReactNode }[]
  value: Value | undefined
  onChange: (value: Value | undefined) => void
  /** One of them always holds: there is no “all”. */
  required?: boolean
}

/** A choice of one among a few, or none: what is filtered is seen without opening anything. */
export function FilterChips<Value extends string>(props: FilterChipsProps<Value>) {
  const { label, options, value, onChange, required = false } = props
  const { t } = useTexts()
  return (
    <fieldset className={classes.chips} aria-label={label}>
      {!required && (
        <Chip pressed={value === undefined} onPress={() => onChange(undefined)}>
          {t('ui.filter.all')}
        </Chip>
      )}
      {options.map((option) => (
        <Chip
          key={option.value}
          pressed={value === option.value}
          onPress={() => onChange(value === option.value && !required ? undefined : option.value)}
        >
          {option.label}
        </Chip>
      ))}
    </fieldset>
  )
}

interface ChipProps {
  pressed: boolean
  onPress: () => void
  children: ReactNode
}

function Chip({ pressed, onPress, children }: ChipProps) {
  return (
    <button type="button" className={classes.chip} aria-pressed={pressed} onClick={onPress}>
      {children}
    </button>
  )
}
