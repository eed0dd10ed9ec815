import { PasswordInput } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'

const shortestPassword = 12

interface NewPasswordFieldProps {
  value: string
  onChange: (password: string) => void
  label?: string
  size?: 'sm' | 'md'
}

/** A password that is chosen, with what is asked of it. */
export function NewPasswordField({ value, onChange, label, size = 'sm' }: NewPasswordFieldProps) {
  const { t } = useTexts()
  return (
    <PasswordInput
      label={label ?? t('shell.signIn.password')}
      description={t('shell.owner.passwordHint', { length: shortestPassword })}
      minLength={shortestPassword}
      maxLength={128}
      autoComplete="new-password"
      size={size}
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': t('shell.signIn.show') }}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
