import { IconFilterPlus, IconPlus } from '@tabler/icons-react'
import type { Audience } from '../../../server/src/modules/audiences/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { fixedList } from '../ui/fixedList.ts'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Page } from '../ui/Page.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { AudienceState } from './AudienceState.tsx'
import classes from './AudiencesPage.module.css'
import { AudiencesTabs } from './AudiencesTabs.tsx'
import { ListsSection } from './ListsSection.tsx'
import { audienceSentence } from './sentence.ts'
import { useAudiences } from './useAudiences.ts'
import { useTongue } from './useTongue.ts'

/** Every audience with its sentence and its size. */
export function AudiencesPage() {
  const { t } = useTexts()
  const can = useCan()
  const list = useAudiences()
  const audiences = list.data
  const add = can('audiences:write') && (
    <LinkButton to="/audiences/new" leftSection={<IconPlus size={16} />}>
      {t('audiences.new.action')}
    </LinkButton>
  )
  return (
    <Page
      title={t('audiences.title')}
      answer={
        audiences && audiences.length > 0 && t('audiences.answer', { count: audiences.length })
      }
      actions={audiences && audiences.length > 0 && add}
    >
      <AudiencesTabs />
      <DataTable
        label={t('audiences.title')}
        list={fixedList(audiences, list)}
        columns={useColumns()}
        rowKey={({ id }) => id}
        target={{ to: '/audiences/$id', params: ({ id }) => ({ id }) }}
        empty={
          <EmptyState
            icon={<IconFilterPlus size={28} stroke={1.4} />}
            title={t('audiences.empty.title')}
            action={add}
          >
            {t('audiences.empty.text')}
          </EmptyState>
        }
      />
      <ListsSection />
    </Page>
  )
}

function useColumns(): Column<Audience>[] {
  const { t, formats } = useTexts()
  const tongue = useTongue()
  const sentence = (audience: Audience) => audienceSentence(tongue, audience)
  return [
    {
      key: 'name',
      header: t('audiences.name'),
      cell: (audience) => (
        <span className={classes.name}>
          {audience.name}
          <span className={classes.sentence}>{sentence(audience)}</span>
        </span>
      ),
      csv: ({ name }) => name,
    },
    {
      key: 'size',
      header: t('audiences.size'),
      align: 'end',
      cell: ({ members }) => formats.count(members),
      csv: ({ members }) => members,
    },
    {
      key: 'state',
      header: t('audiences.state'),
      cell: (audience) => <AudienceState {...audience} />,
      csv: ({ state }) => t(`audiences.state.${state}`),
    },
    {
      key: 'changed',
      header: t('audiences.changed'),
      align: 'end',
      phone: 'hide',
      cell: ({ changedAt }) => <RelativeTime at={changedAt} />,
      csv: ({ changedAt }) => changedAt,
    },
  ]
}
