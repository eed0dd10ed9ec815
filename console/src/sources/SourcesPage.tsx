import { Button } from '@mantine/core'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Source } from '../../../server/src/modules/thread/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Page } from '../ui/Page.tsx'
import { SourcesTabs } from '../ui/SourcesTabs.tsx'
import { useSources } from '../ui/useSources.ts'
import { NewSourceDialog } from './NewSourceDialog.tsx'
import { Pulse } from './Pulse.tsx'
import classes from './SourcesPage.module.css'
import { sourceIcons } from './sourceIcons.ts'

/** Where events come from, and whether each place is alive. */
export function SourcesPage() {
  const { t, formats } = useTexts()
  const can = useCan()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const sources = useSources()
  const known = sources.data ?? []
  const accepted = known.reduce((sum, source) => sum + source.accepted, 0)
  const add = can('sources:write') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t('sources.add')}
    </Button>
  )
  return (
    <Page
      title={t('sources.title')}
      answer={
        known.length > 0 &&
        t('sources.answer', { sources: known.length, events: formats.count(accepted) })
      }
      actions={known.length > 0 && add}
    >
      <SourcesTabs />
      <DataTable
        label={t('sources.title')}
        list={fixedList(sources.data, sources)}
        columns={useColumns()}
        rowKey={({ id }) => id}
        target={{ to: '/sources/$id', params: ({ id }) => ({ id }) }}
        empty={
          <EmptyState
            icon={<IconPlugConnected size={28} stroke={1.4} />}
            title={t('sources.empty.title')}
            action={add}
          >
            {t('sources.empty.text')}
          </EmptyState>
        }
      />
      {adding && (
        <NewSourceDialog
          onCreated={(id) => navigate({ to: '/sources/$id', params: { id } })}
          onClose={() => setAdding(false)}
        />
      )}
    </Page>
  )
}

function useColumns(): Column<Source>[] {
  const { t, formats } = useTexts()
  const counted = ['accepted', 'refused', 'duplicates'] as const
  return [
    {
      key: 'name',
      header: t('sources.name'),
      cell: (source) => <SourceName source={source} />,
      csv: ({ name }) => name,
    },
    {
      key: 'kind',
      header: t('sources.kind'),
      phone: 'hide',
      cell: ({ kind }) => t(`sources.kind.${kind}`),
      csv: ({ kind }) => t(`sources.kind.${kind}`),
    },
    {
      key: 'pulse',
      header: t('sources.state'),
      cell: (source) => <Pulse source={source} />,
      csv: ({ lastEventAt }) => lastEventAt,
    },
    ...counted.map(
      (key): Column<Source> => ({
        key,
        header: t(`sources.${key}`),
        align: 'end',
        ...(key !== 'accepted' && { phone: 'hide' }),
        cell: (source) => formats.count(source[key]),
        csv: (source) => source[key],
      }),
    ),
  ]
}

function SourceName({ source: { name, kind } }: { source: Source }) {
  const Icon = sourceIcons[kind]
  return (
    <span className={classes.name}>
      <Icon size={18} stroke={1.5} aria-hidden />
      {name}
    </span>
  )
}
