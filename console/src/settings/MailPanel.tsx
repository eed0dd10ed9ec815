import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Delivery } from '../../../server/src/modules/messages/contract.ts'
import { get } from '../api/client.ts'
import { useSession } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Tag } from '../ui/Tag.tsx'
import classes from './Settings.module.css'

/** Whether mails leave the house, by which server, as whose. */
export function MailPanel() {
  const { t } = useTexts()
  const { data, error } = useQuery({
    queryKey: ['messages', 'delivery'],
    queryFn: ({ signal }) => get('/api/messages/delivery', { answer: Delivery, signal }),
  })
  return (
    <Panel title={t('settings.mail')} error={error} isLoading={!data}>
      {data && (
        <>
          <dl className={classes.facts}>
            <dt>{t('settings.mail.to')}</dt>
            <dd>
              {data.to === 'server' ? (
                t('settings.mail.to.server', { server: data.server })
              ) : (
                <Tag tone="info">{t('settings.mail.to.catcher')}</Tag>
              )}
            </dd>
            {data.to === 'catcher' && data.server && (
              <>
                <dt>{t('settings.mail.named')}</dt>
                <dd>{data.server}</dd>
              </>
            )}
            <dt>{t('settings.mail.from')}</dt>
            <dd>{data.from}</dd>
            <dt>{t('settings.mail.signed')}</dt>
            <dd>{data.signedFor ?? t('settings.mail.signed.none')}</dd>
          </dl>
          {data.to === 'catcher' && <WhyCaught />}
        </>
      )}
    </Panel>
  )
}

/** Why nobody outside gets a mail, and where they lie instead. */
function WhyCaught() {
  const { t } = useTexts()
  const { demo } = useSession()
  return (
    <p className={classes.hint}>
      {t.rich(demo ? 'settings.mail.to.catcher.demo' : 'settings.mail.to.catcher.text', {
        link: (parts: ReactNode) => (
          <Link key="mail" to="/mail">
            {parts}
          </Link>
        ),
      })}
    </p>
  )
}
