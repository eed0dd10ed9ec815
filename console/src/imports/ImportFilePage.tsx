import { Button, FileButton } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { z } from 'zod'
import { useTexts } from '../texts/TextsProvider.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { ImportSteps } from './ImportSteps.tsx'
import { useImportFile, useUpload } from './useImportFile.ts'

const Search = z.object({ file: z.uuid().optional().catch(undefined) })

/** One file on its way in: chosen, mapped, tried, imported. */
export function ImportFilePage() {
  const { t, formats } = useTexts()
  const [{ file: id }, setSearch] = useFilters(Search)
  const { data: file, error, refetch } = useImportFile(id)
  const upload = useUpload((uploaded) => setSearch({ file: uploaded.id }))
  const choose = (
    <FileButton
      onChange={(chosen) => chosen && upload.mutate(chosen)}
      accept=".csv,.tsv,.txt,.ndjson,.jsonl,.json,.gz"
    >
      {(props) => (
        <Button
          {...props}
          variant={id ? 'default' : 'filled'}
          leftSection={<IconUpload size={16} />}
          loading={upload.isPending}
        >
          {t(id ? 'imports.other' : 'imports.choose')}
        </Button>
      )}
    </FileButton>
  )
  return (
    <Page
      title={file?.name ?? t('imports.new')}
      parent={{ to: '/settings/imports', label: t('settings.side.imports') }}
      answer={
        file &&
        (file.bytes < 1_000_000
          ? t('imports.size.small', { size: formats.count(Math.ceil(file.bytes / 1000)) })
          : t('imports.size', { size: formats.count(Math.round(file.bytes / 1_000_000)) }))
      }
      actions={id && choose}
    >
      {!id ? (
        <EmptyState
          icon={<IconUpload size={28} stroke={1.4} />}
          title={t('imports.choose.title')}
          action={choose}
        >
          {t('imports.choose.text')}
        </EmptyState>
      ) : error ? (
        <ErrorState error={error} retry={refetch} />
      ) : (
        file && <ImportSteps key={file.id} file={file} />
      )}
    </Page>
  )
}
