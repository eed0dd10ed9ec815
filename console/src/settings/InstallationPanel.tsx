import { useQuery } from '@tanstack/react-query'
import { Installation } from '../../../server/src/modules/team/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './Settings.module.css'

/** What runs here: to be read out to whoever helps. */
export function InstallationPanel() {
  const { t } = useTexts()
  const { data, error } = useQuery({
    queryKey: ['installation'],
    queryFn: ({ signal }) => get('/api/installation', { answer: Installation, signal }),
  })
  return (
    <Panel title={t('settings.installation')} error={error} isLoading={!data}>
      {data && (
        <>
          <dl className={classes.facts}>
            <dt>{t('settings.installation.version')}</dt>
            <dd>Filrouge {data.version}</dd>
            <dt>{t('settings.installation.database')}</dt>
            <dd>PostgreSQL {data.database}</dd>
            <dt>{t('settings.installation.address')}</dt>
            <dd>{data.address}</dd>
            <dt>{t('settings.installation.kind')}</dt>
            <dd>{t(data.demo ? 'settings.installation.demo' : 'settings.installation.real')}</dd>
          </dl>
          <p className={classes.hint}>
            <a href="/api/docs" target="_blank" rel="noreferrer">
              {t('settings.installation.api')}
            </a>
          </p>
        </>
      )}
    </Panel>
  )
}
