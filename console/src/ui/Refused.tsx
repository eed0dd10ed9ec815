import { useTexts } from '../texts/TextsProvider.tsx'
import { problemText } from './problemText.ts'
import classes from './Refused.module.css'

/** Why what was asked for is not done; nothing as long as nothing went wrong. */
export function Refused({ error }: { error: unknown }) {
  const { t } = useTexts()
  if (!error) return null
  return (
    <p role="alert" className={classes.refused}>
      {problemText(t, error)}
    </p>
  )
}
