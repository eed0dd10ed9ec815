import { Button, PasswordInput } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { House } from '../../../server/src/modules/team/proof-contract.ts'
import { knowsPasskeys } from '../account/passkey.ts'
import { usePasskeySignIn } from '../account/usePasskeySignIn.ts'
import { get, send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Refused } from '../ui/Refused.tsx'
import { EmailField } from './EmailField.tsx'
import classes from './Entrance.module.css'
import { Entrance } from './Entrance.tsx'
import { Entered } from './entered.ts'
import { ForgottenForm } from './ForgottenForm.tsx'
import { NextStep } from './NextStep.tsx'

export function SignInPage() {
  const { t } = useTexts()
  const queries = useQueryClient()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [forgotten, setForgotten] = useState(false)
  const signIn = useMutation({
    mutationFn: () => send('POST', '/api/sign-in', { email, password }, { answer: Entered }),
    onSuccess: (answer) => ('needs' in answer ? undefined : queries.resetQueries()),
  })
  const passkey = usePasskeySignIn(() => {})
  const house = useQuery({
    queryKey: ['owner'],
    queryFn: ({ signal }) => get('/api/owner', { answer: House, signal }),
  })
  const isNew = house.data?.exists === false
  const error = signIn.error ?? passkey.error

  if (signIn.data && 'needs' in signIn.data) {
    return <NextStep next={signIn.data} onIn={() => {}} onBack={() => signIn.reset()} />
  }
  if (forgotten) {
    const byMail = house.data?.resetByMail ?? false
    return <ForgottenForm email={email} byMail={byMail} onBack={() => setForgotten(false)} />
  }
  return (
    <Entrance
      title={t('shell.signIn.title')}
      text={t(isNew ? 'shell.signIn.noOwner' : 'shell.signIn.text')}
      onSubmit={() => signIn.mutate()}
    >
      <EmailField value={email} onChange={setEmail} />
      <PasswordInput
        label={t('shell.signIn.password')}
        autoComplete="current-password"
        size="md"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('shell.signIn.show') }}
      />
      <Refused error={error} />
      <Button type="submit" size="md" loading={signIn.isPending}>
        {t('shell.signIn.action')}
      </Button>
      {knowsPasskeys() && (
        <Button
          variant="default"
          size="md"
          leftSection={<IconFingerprint size={18} stroke={1.5} />}
          loading={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          {t('account.signIn.passkey')}
        </Button>
      )}
      <button type="button" className={classes.way} onClick={() => setForgotten(true)}>
        {t('account.forgotten')}
      </button>
    </Entrance>
  )
}
