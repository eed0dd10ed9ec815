import { Button } from '@mantine/core'
import { IconDownload, IconFileUpload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { z } from 'zod'
import type { CsvFile } from '../../../server/src/modules/catalog/csv/contract.ts'
import { useCan } from '../app/session.ts'
import { ImportState } from '../imports/ImportState.tsx'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Page } from '../ui/Page.tsx'
import { Refused } from '../ui/Refused.tsx'
import { Tag } from '../ui/Tag.tsx'
import { DateTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { CatalogTabs } from './CatalogTabs.tsx'
import { CsvFilePanel } from './CsvFilePanel.tsx'
import classes from './Structure.module.css'
import { sendCatalogue } from './upload.ts'
import { useCsvFiles } from './useCsvFiles.ts'

const Search = z.object({ file: z.uuid().optional().catch(undefined) })

/** The catalogue as a file: out, changed in a spreadsheet, tried, and in again. */
export function CatalogFilePage() {
  const { t } = useTexts()
  const may = useCan()('catalog:write')
  const input = useRef<HTMLInputElement>(null)
  const [{ file: id }, setSearch] = useFilters(Search)
  const files = useCsvFiles()
  const columns = useColumns()
  const upload = useMutation({
    mutationFn: sendCatalogue,
    onSuccess: (sent) => {
      setSearch({ file: sent.id })
      files.refetch()
    },
  })
  return (
    <Page title={t('catalog.side.file')} answer={t('catalog.file.answer')}>
      <CatalogTabs />
      <div className={classes.file}>
        <p className={classes.quiet}>{t('catalog.file.text')}</p>
        <div className={classes.tools}>
          {may && (
            <Button
              variant={id ? 'default' : 'filled'}
              loading={upload.isPending}
              leftSection={<IconFileUpload size={16} stroke={1.5} />}
              onClick={() => input.current?.click()}
            >
              {t('catalog.file.choose')}
            </Button>
          )}
          <Button
            component="a"
            href="/api/catalog/export.csv"
            download
            variant="default"
            leftSection={<IconDownload size={16} stroke={1.5} />}
          >
            {t('catalog.export')}
          </Button>
        </div>
        <input
          ref={input}
          hidden
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => {
            const chosen = event.target.files?.[0]
            event.target.value = ''
            if (chosen) upload.mutate(chosen)
          }}
        />
        <Refused error={upload.error} />
        {id && <CsvFilePanel key={id} id={id} may={may} />}
      </div>
      {(files.data?.length ?? 0) > 0 && (
        <div className={classes.sent}>
          <DataTable
            label={t('catalog.file.list')}
            list={fixedList(files.data, files)}
            columns={columns}
            rowKey={(file) => file.id}
            target={{ open: (file) => setSearch({ file: file.id }) }}
            openKey={id}
            empty={null}
          />
        </div>
      )}
    </Page>
  )
}

function useColumns(): Column<CsvFile>[] {
  const { t, formats } = useTexts()
  return [
    { key: 'file', header: t('catalog.file.name'), cell: ({ name }) => name },
    {
      key: 'state',
      header: t('catalog.file.state'),
      cell: ({ trial, state, position, products }) => (
        <>
          {trial && <Tag>{t('catalog.file.trialOf')}</Tag>}
          {(!trial || state !== 'done') && (
            <ImportState row={{ state, line: position, lines: products }} />
          )}
        </>
      ),
    },
    {
      key: 'products',
      header: t('catalog.file.products'),
      align: 'end',
      phone: 'hide',
      cell: ({ products }) => formats.count(products),
    },
    {
      key: 'refused',
      header: t('catalog.file.refused'),
      align: 'end',
      phone: 'hide',
      cell: ({ refused }) => formats.count(refused),
    },
    {
      key: 'uploaded',
      header: t('catalog.file.uploaded'),
      align: 'end',
      cell: ({ uploadedAt }) => <DateTime at={uploadedAt} />,
    },
  ]
}
