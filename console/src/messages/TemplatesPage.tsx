import { Button } from '@mantine/core'
import { IconMailOpened, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Template } from '../../../server/src/modules/messages/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { Page } from '../ui/Page.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { MessagesTabs } from './MessagesTabs.tsx'
import { NewTemplateDialog } from './NewTemplateDialog.tsx'
import { useTemplates } from './useTemplates.ts'

/** What the brand has to say, ready to be sent. */
export function TemplatesPage() {
  const { t } = useTexts()
  const can = useCan()
  const [adding, setAdding] = useState(false)
  const list = useTemplates()
  const templates = list.data
  const some = templates !== undefined && templates.length > 0
  const add = can('messages:write') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t('messages.new.action')}
    </Button>
  )
  return (
    <Page
      title={t('messages.title')}
      answer={some && t('messages.answer', { count: templates.length })}
      actions={some && add}
    >
      <MessagesTabs />
      <DataTable
        label={t('messages.side.templates')}
        list={fixedList(templates, list)}
        columns={useColumns()}
        rowKey={({ id }) => id}
        target={{ to: '/messages/$id', params: ({ id }) => ({ id }) }}
        empty={
          <EmptyState
            icon={<IconMailOpened size={28} stroke={1.4} />}
            title={t('messages.empty.title')}
            action={add}
          >
            {t('messages.empty.text')}
          </EmptyState>
        }
      />
      {adding && <NewTemplateDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

function useColumns(): Column<Template>[] {
  const { t, formats } = useTexts()
  const spoken = ({ languages }: Template) => languages.map(formats.language).join(', ')
  return [
    {
      key: 'name',
      header: t('messages.name'),
      cell: ({ name }) => name,
      csv: ({ name }) => name,
    },
    {
      key: 'purpose',
      header: t('messages.purpose'),
      phone: 'hide',
      cell: ({ purpose }) => t(`messages.purpose.${purpose}`),
      csv: ({ purpose }) => t(`messages.purpose.${purpose}`),
    },
    { key: 'languages', header: t('messages.languages'), cell: spoken, csv: spoken },
    {
      key: 'version',
      header: t('messages.version'),
      align: 'end',
      phone: 'hide',
      cell: ({ version }) => formats.count(version),
      csv: ({ version }) => version,
    },
    {
      key: 'changed',
      header: t('messages.changed'),
      align: 'end',
      cell: ({ changedAt }) => <RelativeTime at={changedAt} />,
      csv: ({ changedAt }) => changedAt,
    },
  ]
}
