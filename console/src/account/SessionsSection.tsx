import { Button } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { Account, OwnSession } from '../../../server/src/modules/team/proof-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Tag } from '../ui/Tag.tsx'
import classes from './Account.module.css'
import { deviceText } from './deviceText.ts'
import { Part } from './Part.tsx'
import { useRefresh } from './useOwnAccount.ts'

/** The browsers in which one is signed in; any of them can be signed out from here. */
export function SessionsSection({ account }: { account: Account | undefined }) {
  const { t } = useTexts()
  const { notify, notifyProblem } = useNotify()
  const refresh = useRefresh()
  const end = useMutation({
    mutationFn: (id: string | undefined) =>
      send('DELETE', id ? `/api/account/sessions/${id}` : '/api/account/sessions'),
    onSuccess: (_, id) => notify(t(id ? 'account.sessions.ended' : 'account.sessions.othersEnded')),
    onError: notifyProblem,
    onSettled: refresh,
  })
  const sessions = account?.sessions ?? []
  return (
    <Part
      title={t('account.sessions')}
      text={t('account.sessions.text')}
      actions={
        sessions.length > 1 && (
          <Button
            variant="default"
            size="xs"
            loading={end.isPending && end.variables === undefined}
            onClick={() => end.mutate(undefined)}
          >
            {t('account.sessions.endOthers')}
          </Button>
        )
      }
    >
      <ul className={classes.list}>
        {sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            busy={end.isPending && end.variables === session.id}
            onEnd={() => end.mutate(session.id)}
          />
        ))}
      </ul>
    </Part>
  )
}

interface SessionItemProps {
  session: OwnSession
  busy: boolean
  onEnd: () => void
}

function SessionItem({ session, busy, onEnd }: SessionItemProps) {
  const { t, formats } = useTexts()
  const { userAgent, openedAt, renewedAt, current } = session
  const name = deviceText(userAgent) ?? t('account.sessions.unknown')
  const Icon = /Mobile|iPhone|Android/.test(userAgent ?? '') ? IconDeviceMobile : IconDeviceDesktop
  return (
    <li className={classes.item}>
      <Icon size={18} stroke={1.5} className={classes.icon} aria-hidden />
      <span>
        <span className={classes.name}>
          {name}
          {current && <Tag tone="good">{t('account.sessions.this')}</Tag>}
        </span>
        <span className={classes.quiet}>
          {t('account.sessions.since', {
            opened: formats.dateTime(openedAt),
            seen: formats.date(renewedAt),
          })}
        </span>
      </span>
      {!current && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={t('account.sessions.endOf', { name })}
          loading={busy}
          onClick={onEnd}
        >
          {t('account.sessions.end')}
        </Button>
      )}
    </li>
  )
}
