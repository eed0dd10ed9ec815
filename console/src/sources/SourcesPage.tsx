import { Button } from '@mantine/core'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { Source } from '../../../server/src/modules/thread/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { NewSourceDialog } from './NewSourceDialog.tsx'
import { SourceCard } from './SourceCard.tsx'
import classes from './SourcesPage.module.css'
import { ThreadHealthPanel } from './ThreadHealthPanel.tsx'

/** Where events come from: each source with its key, its snippet and its health. */
export function SourcesPage() {
  const { t, formats } = useTexts()
  const can = useCan()
  const [adding, setAdding] = useState(false)
  const [createdId, setCreatedId] = useState<string>()
  const sources = useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => get('/api/sources', { answer: z.array(Source), signal }),
    refetchInterval: 15_000,
  })
  const add = can('sources:write') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t('sources.add')}
    </Button>
  )
  const known = sources.data ?? []
  const accepted = known.reduce((sum, source) => sum + source.accepted, 0)
  return (
    <Page
      title={t('sources.title')}
      answer={
        known.length > 0 &&
        t('sources.answer', { sources: known.length, events: formats.count(accepted) })
      }
      actions={known.length > 0 && add}
    >
      {sources.error && known.length === 0 ? (
        <ErrorState error={sources.error} retry={sources.refetch} />
      ) : sources.data?.length === 0 ? (
        <EmptyState
          icon={<IconPlugConnected size={28} stroke={1.4} />}
          title={t('sources.empty.title')}
          action={add}
        >
          {t('sources.empty.text')}
        </EmptyState>
      ) : (
        <div className={classes.columns}>
          <ul className={classes.list}>
            {known.map((source) => (
              <li key={source.id}>
                <SourceCard
                  source={source}
                  startOpen={known.length === 1 || source.id === createdId}
                />
              </li>
            ))}
          </ul>
          {can('events:read') && <ThreadHealthPanel />}
        </div>
      )}
      {adding && <NewSourceDialog onCreated={setCreatedId} onClose={() => setAdding(false)} />}
    </Page>
  )
}
