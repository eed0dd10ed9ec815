import { Button } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useCan } from '../../app/session.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { AudiencesTabs } from '../AudiencesTabs.tsx'
import { NewSyncDialog } from './NewSyncDialog.tsx'
import { SyncCard } from './SyncCard.tsx'
import classes from './SyncsPage.module.css'
import { useSyncs } from './useSyncs.ts'

/** Where audiences are sent: is all of it there, and if not, why. */
export function SyncsPage() {
  const { t } = useTexts()
  const can = useCan()
  const { data: syncs, error, refetch } = useSyncs()
  const [adding, setAdding] = useState(false)
  const failing = syncs?.filter(({ lastError, state }) => lastError && state !== 'paused') ?? []
  const add = can('audiences:write') && (
    <Button onClick={() => setAdding(true)}>{t('syncs.new')}</Button>
  )
  return (
    <Page
      title={t('syncs.title')}
      answer={
        syncs && syncs.length > 0 && t('syncs.answer', { n: syncs.length, failing: failing.length })
      }
      actions={syncs && syncs.length > 0 && add}
    >
      <AudiencesTabs />
      {error && <ErrorState error={error} retry={refetch} />}
      {syncs?.length === 0 && (
        <EmptyState
          icon={<IconSend size={28} stroke={1.4} />}
          title={t('syncs.empty.title')}
          action={add}
        >
          {t('syncs.empty.text')}
        </EmptyState>
      )}
      <ul className={classes.list}>
        {syncs?.map((sync) => (
          <li key={sync.id}>
            <SyncCard sync={sync} />
          </li>
        ))}
      </ul>
      {!syncs && !error && <div className={classes.bone} aria-hidden="true" />}
      {adding && <NewSyncDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}
