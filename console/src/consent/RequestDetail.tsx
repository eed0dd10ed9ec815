import { Button, CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PrivacyRequest } from '../../../server/src/modules/consent/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { DateTime } from '../ui/times.tsx'
import { useEscape } from '../ui/useEscape.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { Receipt } from './Receipt.tsx'
import { RequestState } from './RequestState.tsx'
import classes from './Requests.module.css'
import { VerifyPerson } from './VerifyPerson.tsx'

interface RequestDetailProps {
  request: PrivacyRequest
  onClose: () => void
}

/** One request: who asks, until when, what can be done now, and what was done. */
export function RequestDetail({ request, onClose }: RequestDetailProps) {
  const { t } = useTexts()
  const [deciding, setDeciding] = useState<'extend' | 'refuse'>()
  useEscape(onClose)
  const { kind, state, identifier, customerId, link } = request
  return (
    <aside className={classes.detail} aria-label={t(`consent.requests.kind.${kind}`)}>
      <header className={classes.head}>
        <h2 className={classes.title}>{t(`consent.requests.kind.${kind}`)}</h2>
        <CloseButton aria-label={t('ui.close')} onClick={onClose} />
      </header>
      <RequestState request={request} />
      <dl className={classes.facts}>
        <dt>{t('consent.requests.who')}</dt>
        <dd>
          {customerId && identifier ? (
            <Link to="/customers/$id" params={{ id: customerId }}>
              {identifier}
            </Link>
          ) : (
            (identifier ?? t('consent.requests.erased'))
          )}
        </dd>
        <dt>{t('consent.requests.askedAt')}</dt>
        <dd>
          <DateTime at={request.askedAt} />
          {request.askedBy === 'customer' && (
            <p className={classes.quiet}>{t('consent.requests.ownPage')}</p>
          )}
        </dd>
        <dt>{t('consent.requests.dueAt')}</dt>
        <dd>
          <DateTime at={request.dueAt} as="date" />
          {request.extensionReason && <p className={classes.quiet}>{request.extensionReason}</p>}
        </dd>
        {request.verifiedAt && (
          <>
            <dt>{t('consent.requests.verified')}</dt>
            <dd>
              {howText(t, request.verifiedHow)}
              {', '}
              <DateTime at={request.verifiedAt} />
            </dd>
          </>
        )}
        {request.doneAt && (
          <>
            <dt>{t('consent.requests.doneAt')}</dt>
            <dd>
              <DateTime at={request.doneAt} />
            </dd>
          </>
        )}
      </dl>
      {request.refusedReason && <p>{request.refusedReason}</p>}
      {request.bar && <p className={classes.quiet}>{t('consent.requests.barred')}</p>}
      {state === 'asked' && (
        <>
          <VerifyPerson request={request} />
          <div className={classes.actions}>
            {!request.extendedAt && (
              <Button variant="default" size="compact-sm" onClick={() => setDeciding('extend')}>
                {t('consent.requests.extend')}
              </Button>
            )}
            <Button variant="default" size="compact-sm" onClick={() => setDeciding('refuse')}>
              {t('consent.requests.refuse')}
            </Button>
          </div>
        </>
      )}
      {link && (
        <div>
          <p className={classes.quiet}>
            {t('consent.requests.link')} <DateTime at={link.expiresAt} as="date" />
          </p>
          <Copyable value={link.url} block />
        </div>
      )}
      {request.receipt.length > 0 && <Receipt lines={request.receipt} />}
      {deciding && (
        <ReasonDialog id={request.id} verb={deciding} onClose={() => setDeciding(undefined)} />
      )}
    </aside>
  )
}

/** How it was known who asked: by a proof that we sent, or in the words of the team. */
function howText(t: ReturnType<typeof useTexts>['t'], how: string | null) {
  if (how === 'code') return t('consent.requests.byCode')
  return how === 'link' ? t('consent.requests.byLink') : how
}
