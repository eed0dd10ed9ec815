import { NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { minorPerMajor } from '../texts/formats.ts'
import { useTexts } from '../texts/TextsProvider.tsx'

interface FieldProps<Value> {
  label: string
  value: Value
  onChange: (value: Value) => void
  className?: string | undefined
  description?: string
}

/** The sign of a currency where the language puts it. */
function signOf(locale: string, currency: string): { prefix: string } | { suffix: string } {
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(1)
  const sign = parts.find(({ type }) => type === 'currency')?.value ?? currency
  return parts[0]?.type === 'currency' ? { prefix: sign } : { suffix: `\u00a0${sign}` }
}

/** Minor units, shown and typed as people write them. */
export function MoneyField(props: FieldProps<number> & { currency: string; min?: number }) {
  const { formats } = useTexts()
  const { label, value, onChange, currency, min = 0, className, description } = props
  const per = minorPerMajor(currency)
  const decimal = formats.number(1.5).charAt(1)
  return (
    <NumberInput
      {...{ label, className, description }}
      value={value / per}
      min={min / per}
      decimalScale={per === 1 ? 0 : 2}
      fixedDecimalScale={per !== 1}
      decimalSeparator={decimal}
      {...signOf(formats.locale, currency)}
      hideControls
      onChange={(typed) => onChange(Math.round(Number(typed || 0) * per))}
    />
  )
}

/** The same, empty for none. */
export function OptionalMoney(
  props: FieldProps<number | null> & { currency: string; placeholder: string },
) {
  const { formats } = useTexts()
  const { label, value, onChange, currency, placeholder, className } = props
  const per = minorPerMajor(currency)
  return (
    <NumberInput
      {...{ label, className, placeholder }}
      value={value === null ? '' : value / per}
      min={0}
      decimalScale={per === 1 ? 0 : 2}
      decimalSeparator={formats.number(1.5).charAt(1)}
      {...signOf(formats.locale, currency)}
      hideControls
      onChange={(typed) => onChange(typed === '' ? null : Math.round(Number(typed) * per) || null)}
    />
  )
}

/** Basis points, typed as a percentage. */
export function PercentField({ label, value, onChange, className }: FieldProps<number>) {
  const { formats } = useTexts()
  return (
    <NumberInput
      {...{ label, className }}
      value={value / 100}
      min={0.01}
      max={100}
      decimalScale={2}
      decimalSeparator={formats.number(1.5).charAt(1)}
      suffix=" %"
      hideControls
      onChange={(typed) => onChange(Math.max(1, Math.round(Number(typed || 0) * 100)))}
    />
  )
}

export function CountField({ label, value, onChange, className }: FieldProps<number>) {
  return (
    <NumberInput
      {...{ label, className }}
      value={value}
      min={1}
      max={10_000}
      allowDecimal={false}
      onChange={(typed) => onChange(Math.max(1, Number(typed || 1)))}
    />
  )
}

export function OptionalCount(props: FieldProps<number | null> & { placeholder: string }) {
  const { label, value, onChange, placeholder, className } = props
  return (
    <NumberInput
      {...{ label, className, placeholder }}
      value={value ?? ''}
      min={1}
      allowDecimal={false}
      onChange={(typed) => onChange(typed === '' ? null : Number(typed) || null)}
    />
  )
}

/** Names separated by commas; what is typed stays as it is until the field is left. */
export function NamesField({ label, value, onChange, className }: FieldProps<string[]>) {
  const [text, setText] = useState(value.join(', '))
  const names = (said: string) =>
    said
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)
  return (
    <TextInput
      {...{ label, className }}
      value={text}
      autoComplete="off"
      onChange={(event) => {
        setText(event.target.value)
        onChange(names(event.target.value))
      }}
    />
  )
}

/** A day and an hour, in the person's own time zone. */
export function MomentField({ label, value, onChange, className }: FieldProps<string | null>) {
  return (
    <TextInput
      {...{ label, className }}
      type="datetime-local"
      value={value ? local(value) : ''}
      onChange={(event) =>
        onChange(event.target.value ? new Date(event.target.value).toISOString() : null)
      }
    />
  )
}

function local(moment: string): string {
  const at = new Date(moment)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
