import { Button } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { NextProof } from '../../../server/src/modules/team/proof-contract.ts'
import { CodeField } from '../account/CodeField.tsx'
import { knowsPasskeys } from '../account/passkey.ts'
import { usePasskeySignIn } from '../account/usePasskeySignIn.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Refused } from '../ui/Refused.tsx'
import classes from './Entrance.module.css'
import { Entrance } from './Entrance.tsx'

interface ProofFormProps {
  next: Extract<NextProof, { needs: 'second-proof' }>
  onIn: () => unknown
  onBack: () => void
}

/** The password was right: now the code of the app, one from paper, or the passkey. */
export function ProofForm({ next, onIn, onBack }: ProofFormProps) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const byCode = next.by.includes('code')
  const [paper, setPaper] = useState(false)
  const [code, setCode] = useState('')
  const passkey = usePasskeySignIn(onIn)
  const prove = useMutation({
    mutationFn: () => send('POST', '/api/sign-in/code', { ticket: next.ticket, code }),
    onSuccess: async () => {
      await queries.resetQueries()
      await onIn()
    },
    onError: () => setCode(''),
  })
  const error = prove.error ?? passkey.error
  return (
    <Entrance
      title={t('account.proof.title')}
      text={t(byCode ? (paper ? 'account.proof.paper' : 'account.proof.app') : 'account.proof.key')}
      onSubmit={() => (byCode ? prove.mutate() : passkey.mutate())}
    >
      {byCode && <CodeField key={String(paper)} paper={paper} value={code} onChange={setCode} />}
      <Refused error={error} />
      {byCode && (
        <Button type="submit" size="md" loading={prove.isPending}>
          {t('shell.signIn.action')}
        </Button>
      )}
      {next.by.includes('passkey') && knowsPasskeys() && (
        <Button
          size="md"
          variant={byCode ? 'default' : 'filled'}
          leftSection={<IconFingerprint size={18} stroke={1.5} />}
          loading={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          {t('account.signIn.passkey')}
        </Button>
      )}
      <div className={classes.ways}>
        {byCode && (
          <button type="button" className={classes.way} onClick={() => setPaper(!paper)}>
            {t(paper ? 'account.proof.useApp' : 'account.proof.usePaper')}
          </button>
        )}
        <button type="button" className={classes.way} onClick={onBack}>
          {t('account.proof.back')}
        </button>
      </div>
    </Entrance>
  )
}
