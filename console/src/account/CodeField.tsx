import { TextInput } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Setup.module.css'

interface CodeFieldProps {
  value: string
  onChange: (code: string) => void
  /** Six digits of the app, or also a code on paper, which has letters. */
  paper?: boolean
}

/** Where the code of the moment goes; phones show digits, and offer the code that they know. */
export function CodeField({ value, onChange, paper = false }: CodeFieldProps) {
  const { t } = useTexts()
  return (
    <TextInput
      className={classes.code}
      size="md"
      required
      autoFocus
      withAsterisk={false}
      label={t(paper ? 'account.code.paper' : 'account.code')}
      autoComplete="one-time-code"
      inputMode={paper ? 'text' : 'numeric'}
      maxLength={paper ? 13 : 7}
      value={value}
      onChange={(event) =>
        onChange(paper ? event.target.value : event.target.value.replace(/\D/g, '').slice(0, 6))
      }
    />
  )
}
