import { TextInput } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'

interface EmailFieldProps {
  value: string
  onChange: (email: string) => void
}

/** The address of somebody who wants to come in. */
export function EmailField({ value, onChange }: EmailFieldProps) {
  const { t } = useTexts()
  return (
    <TextInput
      type="email"
      label={t('shell.signIn.email')}
      autoComplete="username"
      size="md"
      required
      autoFocus
      withAsterisk={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
