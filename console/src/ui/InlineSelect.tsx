import classes from './InlineSelect.module.css'

interface InlineSelectProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}

/** A choice inside a sentence, as wide as its words; the system's own list, also on a phone. */
export function InlineSelect<Value extends string>(props: InlineSelectProps<Value>) {
  const { label, value, options, onChange } = props
  return (
    <select
      className={classes.select}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as Value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

interface InlineInputProps {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  /** Figures keep their own width and are stepped with the arrow keys. */
  number?: { min: number; max: number }
  list?: string
  /** What is typed, where it is no plain text. */
  type?: 'date'
}

export function InlineInput(props: InlineInputProps) {
  const { label, value, onChange, placeholder, number, list, type = 'text' } = props
  return (
    <input
      className={classes.input}
      data-number={number !== undefined}
      aria-label={label}
      placeholder={placeholder}
      value={value}
      list={list}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
      {...(number ? { type: 'number', inputMode: 'numeric', ...number } : { type })}
    />
  )
}
