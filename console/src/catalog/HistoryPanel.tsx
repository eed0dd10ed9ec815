import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { RelativeTime } from '../ui/times.tsx'
import classes from './Product.module.css'

const History = z.object({
  lines: z.array(
    z.object({
      position: z.int(),
      at: z.iso.datetime(),
      actor: z.object({ kind: z.string(), name: z.string().nullable() }),
      action: z.string(),
      details: z.looseObject({}),
    }),
  ),
})

/** Who changed what of it, latest first. */
export function HistoryPanel({ id }: { id: string }) {
  const { t } = useTexts()
  const history = useQuery({
    queryKey: ['catalog', 'products', id, 'history'],
    queryFn: ({ signal }) =>
      get(`/api/catalog/products/${id}/history`, { answer: History, signal }),
  })
  const said = (action: string) => {
    const key = `catalog.did.${action.replace('catalog/', '')}`
    return t.has(key) ? t(key) : action
  }
  const parts = (details: Record<string, unknown>) =>
    z
      .array(z.string())
      .catch([])
      .parse(details.changed)
      .map((part) => (t.has(`catalog.part.${part}`) ? t(`catalog.part.${part}` as never) : part))
      .join(', ')
  return (
    <Panel title={t('catalog.history')} error={history.error} isLoading={history.isPending}>
      {history.data?.lines.length === 0 && (
        <p className={classes.quiet}>{t('catalog.history.none')}</p>
      )}
      <table className={classes.lines}>
        <tbody>
          {(history.data?.lines ?? []).map(({ position, at, actor, action, details }) => (
            <tr key={position}>
              <th scope="row">
                {said(action)} {parts(details)}
                <div className={classes.quiet}>{actor.name ?? '–'}</div>
              </th>
              <td>
                <RelativeTime at={at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
