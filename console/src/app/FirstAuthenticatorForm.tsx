import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  BackupCodes as Codes,
  type NextProof,
} from '../../../server/src/modules/team/proof-contract.ts'
import { BackupCodes } from '../account/BackupCodes.tsx'
import { CodeField } from '../account/CodeField.tsx'
import { ScanSecret } from '../account/ScanSecret.tsx'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Refused } from '../ui/Refused.tsx'
import { Entrance } from './Entrance.tsx'

interface FirstAuthenticatorFormProps {
  next: Extract<NextProof, { needs: 'authenticator' }>
  onIn: () => unknown
}

/** The role asks for a second proof and there is none: it is set up at the door, then one is in. */
export function FirstAuthenticatorForm({ next, onIn }: FirstAuthenticatorFormProps) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: () =>
      send('POST', '/api/sign-in/authenticator', { ticket: next.ticket, code }, { answer: Codes }),
    onError: () => setCode(''),
  })
  const enter = async () => {
    await queries.resetQueries()
    await onIn()
  }
  if (confirm.data) {
    return (
      <Entrance title={t('account.paper.title')} text="" onSubmit={enter}>
        <BackupCodes codes={confirm.data.backupCodes} onKept={enter} />
      </Entrance>
    )
  }
  return (
    <Entrance
      title={t('account.first.title')}
      text={t('account.first.text')}
      onSubmit={() => confirm.mutate()}
    >
      <ScanSecret secret={next.secret} uri={next.uri} />
      <CodeField value={code} onChange={setCode} />
      <Refused error={confirm.error} />
      <Button type="submit" size="md" loading={confirm.isPending}>
        {t('account.app.confirm')}
      </Button>
    </Entrance>
  )
}
