import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import type { Attribute, AttributeValue } from '../../../server/src/modules/catalog/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Product.module.css'
import { useAttributes } from './useCatalog.ts'

type Values = Record<string, AttributeValue>

interface AttributesFieldsProps {
  values: Values
  onChange: (values: Values) => void
}

/** What is said of a product: those that it has, then those that it could have. */
export function AttributesFields({ values, onChange }: AttributesFieldsProps) {
  const { t } = useTexts()
  const attributes = useAttributes()
  const put = (code: string, value: AttributeValue | undefined) => {
    const { [code]: _, ...rest } = values
    onChange(value === undefined ? rest : { ...rest, [code]: value })
  }
  if (attributes.data?.length === 0)
    return <p className={classes.quiet}>{t('catalog.attributes.none')}</p>
  return (
    <div className={classes.three}>
      {(attributes.data ?? []).map((attribute) => (
        <Field
          key={attribute.code}
          attribute={attribute}
          value={values[attribute.code]}
          onChange={(value) => put(attribute.code, value)}
        />
      ))}
    </div>
  )
}

interface FieldProps {
  attribute: Attribute
  value: AttributeValue | undefined
  onChange: (value: AttributeValue | undefined) => void
}

function Field({ attribute, value, onChange }: FieldProps) {
  const { t, language } = useTexts()
  const { kind, name, unit, choices } = attribute
  const label = unit ? `${name[language] || name.fr} (${unit})` : name[language] || name.fr
  const data = choices.map((one) => ({ value: one.code, label: one.name[language] || one.name.fr }))
  const list = Array.isArray(value) ? value : []
  const said = (texts: string[]) => onChange(texts.length > 0 ? texts : undefined)
  switch (kind) {
    case 'choice':
      return (
        <Select
          label={label}
          clearable
          clearButtonProps={{ 'aria-label': t('catalog.clear') }}
          data={data}
          value={typeof value === 'string' ? value : null}
          onChange={(code) => onChange(code ?? undefined)}
        />
      )
    case 'choices':
      return <MultiSelect label={label} data={data} value={list} onChange={said} />
    case 'list':
      return (
        <div className={classes.wide}>
          <TagsInput label={label} value={list} onChange={said} splitChars={[',', ';']} />
        </div>
      )
    case 'yes_no':
      return <YesNo label={label} value={value} onChange={onChange} />
    case 'translated':
      return <Translated label={label} value={value} onChange={onChange} />
    default:
      return <Plain label={label} kind={kind} value={value} onChange={onChange} />
  }
}

interface OneProps extends Omit<FieldProps, 'attribute'> {
  label: string
}

function YesNo({ label, value, onChange }: OneProps) {
  const { t } = useTexts()
  return (
    <Select
      label={label}
      clearable
      clearButtonProps={{ 'aria-label': t('catalog.clear') }}
      data={[
        { value: 'true', label: t('catalog.yes') },
        { value: 'false', label: t('catalog.no') },
      ]}
      value={value === undefined ? null : String(value)}
      onChange={(text) => onChange(text === null ? undefined : text === 'true')}
    />
  )
}

function Translated({ label, value, onChange }: OneProps) {
  const texts = typeof value === 'object' && !Array.isArray(value) ? value : { fr: '', en: '' }
  const put = (next: { fr: string; en: string }) => onChange(next.fr || next.en ? next : undefined)
  return (
    <>
      <TextInput
        label={`${label} (fr)`}
        value={texts.fr}
        onChange={(event) => put({ ...texts, fr: event.target.value })}
      />
      <TextInput
        label={`${label} (en)`}
        value={texts.en}
        onChange={(event) => put({ ...texts, en: event.target.value })}
      />
    </>
  )
}

const types: Partial<Record<Attribute['kind'], string>> = { number: 'number', date: 'date' }

function Plain({ label, kind, value, onChange }: OneProps & Pick<Attribute, 'kind'>) {
  const read = (text: string) => (kind === 'number' ? Number(text) : text)
  return (
    <TextInput
      label={label}
      type={types[kind] ?? 'text'}
      step="any"
      value={value === undefined ? '' : String(value)}
      onChange={(event) =>
        onChange(event.target.value === '' ? undefined : read(event.target.value))
      }
    />
  )
}
