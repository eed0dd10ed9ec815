import { useTexts } from '../texts/TextsProvider.tsx'
import { JoinForm } from './JoinForm.tsx'

/** Opened by the link of an invitation to the team. */
export function JoinPage() {
  const { t } = useTexts()
  return (
    <JoinForm
      path="/api/people/join"
      title={t('shell.join.title')}
      text={t('shell.join.text')}
      asksEmail={false}
    />
  )
}
