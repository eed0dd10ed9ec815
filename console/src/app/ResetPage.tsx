import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { NewPasswordField } from '../account/NewPasswordField.tsx'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Refused } from '../ui/Refused.tsx'
import { Entrance } from './Entrance.tsx'

/** Opened by a link to choose a new password; then one signs in with it. */
export function ResetPage() {
  const { t } = useTexts()
  const { token } = useParams({ strict: false })
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const choose = useMutation({
    mutationFn: () => send('POST', '/api/sign-in/reset', { token, password }),
  })
  const signIn = () => navigate({ to: '/' })
  if (choose.isSuccess) {
    return (
      <Entrance
        title={t('account.reset.done')}
        text={t('account.reset.done.text')}
        onSubmit={signIn}
      >
        <Button type="submit" size="md">
          {t('shell.signIn.action')}
        </Button>
      </Entrance>
    )
  }
  return (
    <Entrance
      title={t('account.reset.title')}
      text={t('account.reset.text')}
      onSubmit={() => choose.mutate()}
    >
      <NewPasswordField size="md" value={password} onChange={setPassword} />
      <Refused error={choose.error} />
      <Button type="submit" size="md" loading={choose.isPending}>
        {t('account.reset.action')}
      </Button>
    </Entrance>
  )
}
