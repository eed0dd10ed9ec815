import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { problemText } from '../ui/problemText.ts'
import classes from './Entrance.module.css'
import { Entrance } from './Entrance.tsx'

const shortestPassword = 12

/** Opened by the one-time link that the first start prints: whoever has it becomes the owner. */
export function OwnerPage() {
  const { t, language } = useTexts()
  const { token } = useParams({ strict: false })
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [owner, setOwner] = useState({ name: '', email: '', password: '' })
  const become = useMutation({
    mutationFn: () => send('POST', '/api/owner', { token, language, ...owner }),
    onSuccess: async () => {
      await queries.resetQueries()
      await navigate({ to: '/' })
    },
  })
  const field = (name: keyof typeof owner) => ({
    size: 'md' as const,
    required: true,
    withAsterisk: false,
    value: owner[name],
    onChange: (event: { target: { value: string } }) =>
      setOwner({ ...owner, [name]: event.target.value }),
  })

  return (
    <Entrance
      title={t('shell.owner.title')}
      text={t('shell.owner.text')}
      onSubmit={() => become.mutate()}
    >
      <TextInput label={t('shell.owner.name')} autoComplete="name" autoFocus {...field('name')} />
      <TextInput
        type="email"
        label={t('shell.signIn.email')}
        autoComplete="username"
        {...field('email')}
      />
      <PasswordInput
        label={t('shell.signIn.password')}
        description={t('shell.owner.passwordHint', { length: shortestPassword })}
        minLength={shortestPassword}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('shell.signIn.show') }}
        {...field('password')}
      />
      {become.error && (
        <p role="alert" className={classes.refused}>
          {problemText(t, become.error)}
        </p>
      )}
      <Button type="submit" size="md" loading={become.isPending}>
        {t('shell.owner.action')}
      </Button>
    </Entrance>
  )
}
