import { IconFileImport, IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import { Import } from '../../../server/src/modules/thread/import/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Page } from '../ui/Page.tsx'
import { SettingsTabs } from '../ui/SettingsTabs.tsx'
import { DateTime } from '../ui/times.tsx'
import { ImportState } from './ImportState.tsx'
import classes from './ImportsTable.module.css'

const command =
  'npm run filrouge -- import orders.csv --mapping map.json --source History --basis contract --dry-run'

/** Files that were brought in: how far each is, and what of it could not be taken. */
export function ImportsPage() {
  const { t } = useTexts()
  const can = useCan()
  const list = useQuery({
    queryKey: ['imports'],
    queryFn: async ({ signal }) =>
      (await get('/api/imports', { answer: z.object({ imports: z.array(Import) }), signal }))
        .imports,
    refetchInterval: ({ state }) =>
      state.data?.some((one) => one.state === 'running') ? 2_000 : 15_000,
  })
  const refused = list.data?.some((one) => one.refused > 0)
  return (
    <Page
      title={t('settings.title')}
      answer={t('settings.imports.answer')}
      actions={
        can('import:write') && (
          <LinkButton to="/settings/imports/file" leftSection={<IconUpload size={16} />}>
            {t('imports.new')}
          </LinkButton>
        )
      }
    >
      <SettingsTabs />
      <DataTable
        label={t('settings.side.imports')}
        list={fixedList(list.data, list)}
        columns={useColumns()}
        rowKey={({ id }) => id}
        empty={
          <EmptyState
            icon={<IconFileImport size={28} stroke={1.4} />}
            title={t('settings.imports.empty.title')}
            action={<Copyable block value={command} />}
          >
            {t('settings.imports.empty.text')}
          </EmptyState>
        }
      />
      {refused && <p className={classes.hint}>{t('settings.imports.errors')}</p>}
    </Page>
  )
}

function useColumns(): Column<Import>[] {
  const { t, formats } = useTexts()
  return [
    {
      key: 'file',
      header: t('settings.imports.file'),
      cell: ({ fileName, fileId }) =>
        fileId ? (
          <Link
            to="/settings/imports/file"
            search={{ file: fileId } as never}
            className={classes.file}
          >
            {fileName}
          </Link>
        ) : (
          <span className={classes.file}>{fileName}</span>
        ),
      csv: ({ fileName }) => fileName,
    },
    {
      key: 'source',
      header: t('settings.imports.source'),
      phone: 'hide',
      cell: ({ sourceName }) => sourceName,
      csv: ({ sourceName }) => sourceName,
    },
    {
      key: 'state',
      header: t('settings.imports.state'),
      cell: (row) => <ImportState row={row} hint={t('settings.imports.resume')} />,
      csv: ({ state }) => t(`settings.imports.state.${state}`),
    },
    {
      key: 'events',
      header: t('settings.imports.events'),
      align: 'end',
      cell: ({ events }) => formats.count(events),
      csv: ({ events }) => events,
    },
    {
      key: 'refused',
      header: t('settings.imports.refused'),
      align: 'end',
      cell: ({ refused }) => (
        <span data-some={refused > 0} className={classes.refused}>
          {formats.count(refused)}
        </span>
      ),
      csv: ({ refused }) => refused,
    },
    {
      key: 'skipped',
      header: t('settings.imports.skipped'),
      align: 'end',
      phone: 'hide',
      cell: ({ skipped }) => formats.count(skipped),
      csv: ({ skipped }) => skipped,
    },
    {
      key: 'basis',
      header: t('settings.imports.basis'),
      phone: 'hide',
      cell: ({ basis }) => basis,
      csv: ({ basis }) => basis,
    },
    {
      key: 'started',
      header: t('settings.imports.started'),
      align: 'end',
      phone: 'hide',
      cell: ({ startedAt }) => <DateTime at={startedAt} />,
      csv: ({ startedAt }) => startedAt,
    },
  ]
}
