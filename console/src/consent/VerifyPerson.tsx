import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { PrivacyRequest } from '../../../server/src/modules/consent/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { problemText } from '../ui/problemText.ts'
import classes from './Requests.module.css'
import { useDecideRequest } from './usePrivacy.ts'

/** Is it them? A code goes to the address that we know; or somebody who knows them answers for it. */
export function VerifyPerson({ request }: { request: PrivacyRequest }) {
  const { t } = useTexts()
  const [code, setCode] = useState('')
  const [how, setHow] = useState('')
  const decide = useDecideRequest(request.id)
  const run = (body: object) => (event: FormEvent) => {
    event.preventDefault()
    decide.mutate({ verb: 'verify', body })
  }
  return (
    <section className={classes.verify} aria-label={t('consent.requests.verify')}>
      <h3 className={classes.subtitle}>{t('consent.requests.verify')}</h3>
      <p className={classes.quiet}>{t(`consent.requests.verify.${request.kind}`)}</p>
      {request.customerId && (
        <form onSubmit={run({ code })} className={classes.inline}>
          <TextInput
            label={t('consent.requests.code')}
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            disabled={!request.codeSent}
            value={code}
            onChange={(event) => setCode(event.target.value.replace(/\D/g, ''))}
          />
          {request.codeSent ? (
            <Button type="submit" loading={decide.isPending} disabled={code.length !== 6}>
              {t('consent.requests.check')}
            </Button>
          ) : (
            <Button
              variant="default"
              loading={decide.isPending}
              onClick={() => decide.mutate({ verb: 'code' })}
            >
              {t('consent.requests.sendCode')}
            </Button>
          )}
        </form>
      )}
      <form onSubmit={run({ vouched: how })} className={classes.inline}>
        <TextInput
          label={t('consent.requests.vouch')}
          placeholder={t('consent.requests.vouch.example')}
          maxLength={300}
          autoComplete="off"
          value={how}
          onChange={(event) => setHow(event.target.value)}
        />
        <Button
          type="submit"
          variant="default"
          loading={decide.isPending}
          disabled={how.trim().length < 3}
        >
          {t('consent.requests.vouch.action')}
        </Button>
      </form>
      {decide.error && (
        <p role="alert" className={classes.refused}>
          {problemText(t, decide.error)}
        </p>
      )}
    </section>
  )
}
