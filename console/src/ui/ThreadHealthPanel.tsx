import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ThreadHealth } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from './Panel.tsx'
import { readerName } from './readerName.ts'
import classes from './ThreadHealth.module.css'

/** How far everybody who reads the thread has come, and what waits for a person. */
export function ThreadHealthPanel() {
  const { t, formats } = useTexts()
  const { data, error } = useQuery({
    queryKey: ['thread', 'health'],
    queryFn: ({ signal }) => get('/api/thread/health', { answer: ThreadHealth, signal }),
    refetchInterval: 10_000,
  })
  return (
    <aside aria-label={t('sources.health')}>
      <Panel title={t('sources.health')} error={error} isLoading={!data}>
        <table className={classes.health} aria-label={t('sources.health')}>
          <tbody>
            <tr>
              <th scope="row">
                <Link to="/quarantine">{t('sources.quarantine.title')}</Link>
              </th>
              <td>{formats.count(data?.quarantined ?? 0)}</td>
            </tr>
            <tr>
              <th scope="row">
                <Link to="/quarantine/parked">{t('sources.parked.title')}</Link>
              </th>
              <td>{formats.count(data?.parked ?? 0)}</td>
            </tr>
            {data?.consumers.map(({ name, behind }) => (
              <tr key={name}>
                <th scope="row">{readerName(t, name)}</th>
                <td>{t('sources.behind', { behind })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </aside>
  )
}
