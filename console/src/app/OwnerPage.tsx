import { useTexts } from '../texts/TextsProvider.tsx'
import { JoinForm } from './JoinForm.tsx'

/** Opened by the one-time link that the first start prints: whoever has it becomes the owner. */
export function OwnerPage() {
  const { t } = useTexts()
  return (
    <JoinForm
      path="/api/owner"
      title={t('shell.owner.title')}
      text={t('shell.owner.text')}
      asksEmail
    />
  )
}
