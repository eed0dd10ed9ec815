import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Sync } from '../../../../server/src/modules/audiences/syncs/contract.ts'
import { send } from '../../api/client.ts'
import { useCan } from '../../app/session.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import type { Translator } from '../../texts/translator.ts'
import { useNotify } from '../../ui/Notices.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import { DateTime, RelativeTime } from '../../ui/times.tsx'
import { useAudiences } from '../useAudiences.ts'
import classes from './SyncsPage.module.css'

const tones: Record<Sync['state'] | 'late', Tone> = {
  ...{ active: 'good', paused: 'plain', failed: 'bad', late: 'warn' },
}

/** One audience on its way: who is there, who is kept back and why, what went wrong last. */
export function SyncCard({ sync }: { sync: Sync }) {
  const { t } = useTexts()
  const { data: audiences = [] } = useAudiences()
  const { state, lastError, audienceId, kind, name, target, doneAt, nextAt, tries } = sync
  const audience = audiences.find(({ id }) => id === audienceId)
  const shown = state === 'active' && lastError ? 'late' : state
  return (
    <article className={classes.card}>
      <header className={classes.head}>
        <h2>{name}</h2>
        <Tag tone={tones[shown]}>{t(`syncs.state.${shown}`)}</Tag>
      </header>
      <p className={classes.route}>
        {t.rich('syncs.route', {
          audience: (
            <Link key="audience" to="/audiences/$id" params={{ id: audienceId }}>
              {audience?.name ?? t('audiences.one')}
            </Link>
          ),
          kind: t(`syncs.kind.${kind}`),
          target: target.url ?? target.listId ?? '',
        })}
      </p>
      <Figures sync={sync} />
      {lastError && (
        <p className={classes.error} role="alert">
          {t(state === 'failed' ? 'syncs.error.failed' : 'syncs.error.late', {
            error: reasonText(t, lastError),
            tries,
          })}
          {state === 'active' && (
            <> {t.rich('syncs.next', { date: <DateTime key="next" at={nextAt} /> })}</>
          )}
        </p>
      )}
      <p className={classes.when}>
        {doneAt
          ? t.rich('syncs.done', { when: <RelativeTime key="done" at={doneAt} /> })
          : t('syncs.never')}
      </p>
      <Calls calls={sync.calls} />
      <Actions sync={sync} />
    </article>
  )
}

/** What kept us from calling has words; what the place answered is told as it said it. */
function reasonText(t: Translator, error: string): string {
  const key = `syncs.reason.${error}`
  return t.has(key) ? t(key) : error
}

function Figures({ sync: { kind, synced, added, removed, barred, nameless } }: { sync: Sync }) {
  const { t } = useTexts()
  return (
    <ul className={classes.figures}>
      <li>{t('syncs.synced', { n: synced })}</li>
      <li>{t('syncs.moved', { added, removed })}</li>
      {kind !== 'webhook' && <li>{t('syncs.barred', { n: barred })}</li>}
      {kind !== 'webhook' && nameless > 0 && <li>{t('syncs.nameless', { n: nameless })}</li>}
    </ul>
  )
}

function Calls({ calls }: Pick<Sync, 'calls'>) {
  const { t } = useTexts()
  if (calls.length === 0) return null
  return (
    <details className={classes.calls}>
      <summary>{t('syncs.calls')}</summary>
      <ul>
        {calls.map((call) => (
          <li key={`${call.at} ${call.action}`} data-failed={call.error !== null}>
            <DateTime at={call.at} /> {t(`syncs.call.${call.action}`, { n: call.people })}{' '}
            {call.error ?? call.status}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Actions({ sync: { id, state } }: { sync: Sync }) {
  const { t } = useTexts()
  const can = useCan()
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  const act = useMutation({
    mutationFn: (task: () => Promise<void>) => task(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['audiences', 'syncs'] }),
    onError: notifyProblem,
  })
  if (!can('audiences:write')) return null
  const path = `/api/audience-syncs/${id}`
  const other = state === 'active' ? 'paused' : 'active'
  const button = (label: string, task: () => Promise<void>) => (
    <Button
      variant="default"
      size="compact-sm"
      disabled={act.isPending}
      onClick={() => act.mutate(task)}
    >
      {label}
    </Button>
  )
  return (
    <div className={classes.actions}>
      {state === 'active' && button(t('syncs.run'), () => send('POST', `${path}/run`, {}))}
      {button(t(`syncs.turn.${other}`), () => send('PATCH', path, { state: other }))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        disabled={act.isPending}
        onClick={() => act.mutate(() => send('DELETE', path))}
      >
        {t('syncs.delete')}
      </Button>
    </div>
  )
}
