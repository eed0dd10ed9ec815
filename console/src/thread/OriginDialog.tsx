import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { LiveEvent } from '../../../server/src/modules/thread/contract.ts'
import { type Change, Origin } from '../../../server/src/modules/thread/live/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { problemText } from '../ui/problemText.ts'
import classes from './OriginDialog.module.css'

/** What came and what was woven, side by side, and what was changed on the way. */
export function OriginDialog({ event, onClose }: { event: LiveEvent; onClose: () => void }) {
  const { t } = useTexts()
  const { data, error } = useQuery({
    queryKey: ['thread', 'origin', event.position],
    queryFn: ({ signal }) =>
      get(`/api/events/${event.position}/origin`, { answer: Origin, signal }),
    staleTime: 60_000,
  })
  const { customerName: _, sourceName: __, ...woven } = event
  return (
    <Modal
      opened
      size="80rem"
      onClose={onClose}
      title={`${t('thread.origin.title')} · ${event.name}`}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {error && <p role="alert">{problemText(t, error)}</p>}
      {data && data.changes.length > 0 && <Changes changes={data.changes} />}
      <div className={classes.sides}>
        <section aria-label={t('thread.origin.raw')}>
          <h3 className={classes.head}>{t('thread.origin.raw')}</h3>
          {data && data.raw === null ? (
            <p className={classes.none}>{t('thread.origin.none')}</p>
          ) : (
            data && <JsonView label={t('thread.origin.raw')} value={data.raw} />
          )}
        </section>
        <section aria-label={t('thread.origin.woven')}>
          <h3 className={classes.head}>{t('thread.origin.woven')}</h3>
          <JsonView label={t('thread.origin.woven')} value={woven} />
        </section>
      </div>
    </Modal>
  )
}

function Changes({ changes }: { changes: Change[] }) {
  const { t } = useTexts()
  return (
    <table className={classes.changes} aria-label={t('thread.origin.changes')}>
      <tbody>
        {changes.map(({ field, kind, before, after }) => (
          <tr key={field}>
            <th scope="row">
              <code>{field}</code>
            </th>
            <td>{t(`thread.origin.${kind}`)}</td>
            <td>
              {before !== undefined && <del>{short(before)}</del>}{' '}
              {after !== undefined && <ins>{short(after)}</ins>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
