import { Button, CloseButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Message } from '../../../server/src/modules/messages/contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { DateTime } from '../ui/times.tsx'
import { reasonText } from './reasonText.ts'
import classes from './SentPage.module.css'
import { StateTag } from './StateTag.tsx'

/** One message: what became of it, on which ground, and what can be done. */
export function MessageDetail({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t, formats } = useTexts()
  const can = useCan()
  const { state, templateName, address, customerId, templateId, originId, originKind } = message
  const ground = `messages.ground.${message.ground}`
  const release = useRelease(message)
  return (
    <aside className={classes.detail} aria-label={t('messages.detail.title')}>
      <header className={classes.detailHead}>
        <div>
          <h2 className={classes.detailTitle}>
            {message.customerName ?? address ?? t('customers.noName')}
          </h2>
          <p className={classes.quiet}>{templateName}</p>
          {message.customerName && <p className={classes.quiet}>{address}</p>}
        </div>
        <CloseButton size="sm" aria-label={t('messages.detail.close')} onClick={onClose} />
      </header>
      <div>
        <StateTag state={state} />
        {message.reason && <p className={classes.why}>{reasonText(t, message)}</p>}
      </div>
      {state === 'held' && can('messages:send') && (
        <Button variant="default" loading={release.isPending} onClick={() => release.mutate()}>
          {t('messages.detail.release')}
        </Button>
      )}
      <dl className={classes.facts}>
        {t.has(ground) && <Fact name={t('messages.detail.ground')}>{t(ground)}</Fact>}
        {message.language && (
          <Fact name={t('messages.detail.language')}>{formats.language(message.language)}</Fact>
        )}
        {message.tries > 1 && (
          <Fact name={t('messages.detail.tries')}>{formats.count(message.tries)}</Fact>
        )}
        <Moment name={t('messages.detail.planned')} at={message.plannedAt} />
        <Moment name={t('messages.detail.handedOver')} at={message.handedOverAt} />
        <Moment name={t('messages.detail.opened')} at={message.firstOpenedAt} />
        <Moment name={t('messages.detail.clicked')} at={message.firstClickedAt} />
        {message.detail && message.reason !== 'missing-variable' && (
          <Fact name={t('messages.detail.server')}>{message.detail}</Fact>
        )}
      </dl>
      <p className={classes.links}>
        <Link to="/customers/$id" params={{ id: customerId }}>
          {t('messages.detail.customer')}
        </Link>
        {originKind === 'journey' && originId && (
          <Link to="/journeys/$id" params={{ id: originId }}>
            {t('messages.detail.journey')}
          </Link>
        )}
        {originKind === 'campaign' && originId && (
          <Link to="/campaigns/$id" params={{ id: originId }}>
            {t('messages.detail.campaign')}
          </Link>
        )}
        <Link to="/messages/$id" params={{ id: templateId }}>
          {t('messages.detail.template')}
        </Link>
      </p>
    </aside>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Moment({ name, at }: { name: string; at: string | null }) {
  if (!at) return null
  return (
    <Fact name={name}>
      <DateTime at={at} />
    </Fact>
  )
}

function useRelease({ customerId, id }: Message) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: () =>
      send('POST', `/api/messages/${customerId}/${id}/release`, undefined, { answer: Message }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['messages'] })
      notify(t('messages.detail.released'))
    },
    onError: notifyProblem,
  })
}
