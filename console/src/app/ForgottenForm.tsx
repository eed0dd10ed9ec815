import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Refused } from '../ui/Refused.tsx'
import { EmailField } from './EmailField.tsx'
import { Entrance } from './Entrance.tsx'

interface ForgottenFormProps {
  email: string
  /** Where no mail leaves the house, an owner makes the link. */
  byMail: boolean
  onBack: () => void
}

/** Asks for a link to choose a new password; the answer is the same whether the address is known. */
export function ForgottenForm({ email: typed, byMail, onBack }: ForgottenFormProps) {
  const { t } = useTexts()
  const [email, setEmail] = useState(typed)
  const ask = useMutation({ mutationFn: () => send('POST', '/api/sign-in/forgotten', { email }) })
  const back = (
    <Button variant="default" size="md" onClick={onBack}>
      {t('account.proof.back')}
    </Button>
  )
  if (!byMail || ask.isSuccess) {
    const text = byMail
      ? t('account.forgotten.sent', { email })
      : t('account.forgotten.askOwner', { command: 'npm run filrouge -- reset-link EMAIL' })
    return (
      <Entrance title={t('account.forgotten')} text={text} onSubmit={onBack}>
        {back}
      </Entrance>
    )
  }
  return (
    <Entrance
      title={t('account.forgotten')}
      text={t('account.forgotten.text')}
      onSubmit={() => ask.mutate()}
    >
      <EmailField value={email} onChange={setEmail} />
      <Refused error={ask.error} />
      <Button type="submit" size="md" loading={ask.isPending}>
        {t('account.forgotten.send')}
      </Button>
      {back}
    </Entrance>
  )
}
