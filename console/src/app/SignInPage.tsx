import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { get, send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { problemText } from '../ui/problemText.ts'
import classes from './Entrance.module.css'
import { Entrance } from './Entrance.tsx'

export function SignInPage() {
  const { t } = useTexts()
  const queries = useQueryClient()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => send('POST', '/api/sign-in', { email, password }),
    onSuccess: () => queries.resetQueries(),
  })
  const owner = useQuery({
    queryKey: ['owner'],
    queryFn: ({ signal }) =>
      get('/api/owner', { answer: z.object({ exists: z.boolean() }), signal }),
  })
  const isNew = owner.data?.exists === false

  return (
    <Entrance
      title={t('shell.signIn.title')}
      text={t(isNew ? 'shell.signIn.noOwner' : 'shell.signIn.text')}
      onSubmit={() => signIn.mutate()}
    >
      <TextInput
        type="email"
        label={t('shell.signIn.email')}
        autoComplete="username"
        size="md"
        required
        autoFocus
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
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
      {signIn.error && (
        <p role="alert" className={classes.refused}>
          {problemText(t, signIn.error)}
        </p>
      )}
      <Button type="submit" size="md" loading={signIn.isPending}>
        {t('shell.signIn.action')}
      </Button>
    </Entrance>
  )
}
