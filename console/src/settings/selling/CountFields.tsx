import { NumberInput } from '@mantine/core'

interface CountFieldsProps<Name extends string> {
  fields: readonly { name: Name; label: string; hint?: string; unit: string; min: number }[]
  values: Readonly<Record<Name, number>>
  onChange: (part: Partial<Record<Name, number>>) => void
}

/** Numbers of minutes, hours and days, each with its unit. */
export function CountFields<Name extends string>(props: CountFieldsProps<Name>) {
  const { fields, values, onChange } = props
  return fields.map(({ name, label, hint, unit, min }) => (
    <NumberInput
      key={name}
      label={label}
      description={hint}
      inputWrapperOrder={['label', 'input', 'description']}
      min={min}
      allowDecimal={false}
      suffix={` ${unit}`}
      value={values[name]}
      onChange={(value) => onChange({ [name]: Number(value) } as Partial<Record<Name, number>>)}
    />
  ))
}
