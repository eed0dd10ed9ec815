import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { NewPasswordField } from '../account/NewPasswordField.tsx'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Refused } from '../ui/Refused.tsx'
import { Entrance } from './Entrance.tsx'
import { Entered } from './entered.ts'
import { NextStep } from './NextStep.tsx'

interface JoinFormProps {
  path: '/api/owner' | '/api/people/join'
  title: string
  text: string
  /** An invitation was sent to an address; the first owner tells theirs. */
  asksEmail: boolean
}

/** Whoever holds a one-time link makes an account of it: the first owner, or somebody invited. */
export function JoinForm({ path, title, text, asksEmail }: JoinFormProps) {
  const { t, language } = useTexts()
  const { token } = useParams({ strict: false })
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [person, setPerson] = useState({ name: '', email: '', password: '' })
  const join = useMutation({
    mutationFn: () => {
      const { email, ...rest } = person
      const body = { token, language, ...rest, ...(asksEmail && { email }) }
      return send('POST', path, body, { answer: Entered })
    },
    onSuccess: async (answer) => {
      if ('needs' in answer) return
      await queries.resetQueries()
      await goIn()
    },
  })
  const goIn = () => navigate({ to: '/' })
  const field = (name: keyof typeof person) => ({
    size: 'md' as const,
    required: true,
    withAsterisk: false,
    value: person[name],
    onChange: (event: { target: { value: string } }) =>
      setPerson({ ...person, [name]: event.target.value }),
  })

  if (join.data && 'needs' in join.data) {
    return <NextStep next={join.data} onIn={goIn} onBack={goIn} />
  }
  return (
    <Entrance title={title} text={text} onSubmit={() => join.mutate()}>
      <TextInput label={t('shell.owner.name')} autoComplete="name" autoFocus {...field('name')} />
      {asksEmail && (
        <TextInput
          type="email"
          label={t('shell.signIn.email')}
          autoComplete="username"
          {...field('email')}
        />
      )}
      <NewPasswordField
        size="md"
        value={person.password}
        onChange={(password) => setPerson({ ...person, password })}
      />
      <Refused error={join.error} />
      <Button type="submit" size="md" loading={join.isPending}>
        {t('shell.owner.action')}
      </Button>
    </Entrance>
  )
}
