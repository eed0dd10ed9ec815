import { Select, TextInput } from '@mantine/core'
import type { NamedIdentifier } from '../../../server/src/modules/customers/identity-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Identity.module.css'
import { useRules } from './useIdentity.ts'
import { kindName } from './words.ts'

interface IdentifierInputProps {
  label: string
  value: NamedIdentifier
  onChange: (value: NamedIdentifier) => void
}

/** A kind and a value. */
export function IdentifierInput({ label, value, onChange }: IdentifierInputProps) {
  const { t } = useTexts()
  const rules = useRules().data?.rules
  const kinds = new Set([...(rules?.priority ?? []), ...Object.values(rules?.fields ?? {})])
  return (
    <fieldset className={classes.row} aria-label={label}>
      <Select
        label={label}
        allowDeselect={false}
        searchable
        value={value.kind}
        onChange={(kind) => onChange({ ...value, kind: kind ?? value.kind })}
        data={[...kinds].map((kind) => ({ value: kind, label: kindName(t, kind) }))}
      />
      <TextInput
        aria-label={t('identity.value')}
        placeholder={t('identity.value')}
        maxLength={255}
        autoComplete="off"
        value={value.value}
        onChange={(event) => onChange({ ...value, value: event.target.value })}
      />
    </fieldset>
  )
}
