import { Select } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { z } from 'zod'
import { type AuditLine, AuditPage as Lines } from '../../../server/src/modules/team/contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Page } from '../ui/Page.tsx'
import { ScopeChip } from '../ui/ScopeChip.tsx'
import { DateTime } from '../ui/times.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { AuditDetail } from './AuditDetail.tsx'
import classes from './AuditPage.module.css'
import { AuditSentence } from './AuditSentence.tsx'
import { AuditVerdict, useVerdict } from './AuditVerdict.tsx'
import { type AuditWords, plainSentence } from './auditWords.ts'
import { TeamTabs } from './TeamTabs.tsx'
import { useObjectNames } from './useObjectNames.ts'
import { useKeys, usePeople } from './useTeam.ts'

const areas = [
  ...[
    'team',
    'customers',
    'consent',
    'audiences',
    'journeys',
    'messages',
    'promotions',
    'payments',
    'catalog',
    'shops',
    'thread',
    'demo',
    'kernel',
    'till',
  ],
] as const
type Area = (typeof areas)[number]

const text = z.string().max(200).optional().catch(undefined)
const Filters = z.object({
  area: text,
  who: text,
  object: text,
  line: z.coerce.number().int().optional().catch(undefined),
})

/** Who did what, latest first, in sentences; and whether that was written since. */
export function AuditPage() {
  const { t, formats } = useTexts()
  const words = { t, formats, nameOf: useObjectNames() }
  const [{ area, who, object, line }, setFilters] = useFilters(Filters)
  const list = useList({
    key: ['team', 'audit', area, who, object],
    load: (before, signal) =>
      get('/api/audit', { answer: Lines, query: { area, actor: who, object, before }, signal }),
    rows: (page) => page.lines,
    next: (page) => page.next?.toString(),
  })
  const verdict = useVerdict()
  const open = list.rows.find(({ position }) => position === line)
  const none = { area: undefined, who: undefined, object: undefined }
  return (
    <Page title={t('team.title')} answer={t('team.audit.answer')} actions={verdict.button}>
      <TeamTabs />
      <AuditVerdict verdict={verdict} />
      <div className={classes.beside} data-open={open !== undefined}>
        <DataTable
          label={t('team.audit.label')}
          list={list}
          columns={columnsOf(words)}
          rowKey={({ position }) => String(position)}
          openKey={line?.toString()}
          target={{
            open: ({ position }) => setFilters({ line: position === line ? undefined : position }),
          }}
          onClearFilters={area || who || object ? () => setFilters(none) : undefined}
          tools={
            <>
              <WhoSelect who={who} onChange={(value) => setFilters({ who: value })} />
              <FilterChips
                label={t('team.audit.area')}
                value={area as Area | undefined}
                options={areas.map((value) => ({ value, label: t(`team.area.${value}`) }))}
                onChange={(value) => setFilters({ area: value })}
              />
              {object && (
                <ScopeChip onClear={() => setFilters({ object: undefined })}>
                  {words.nameOf(object) ?? t('team.audit.onlyObject')}
                </ScopeChip>
              )}
            </>
          }
          empty={
            <EmptyState
              icon={<IconListCheck size={28} stroke={1.4} />}
              title={t('team.audit.empty.title')}
            >
              {t('team.audit.empty.text')}
            </EmptyState>
          }
        />
        {open && (
          <AuditDetail
            line={open}
            words={words}
            onHistory={() => setFilters({ ...none, object: open.object })}
            onClose={() => setFilters({ line: undefined })}
          />
        )}
      </div>
    </Page>
  )
}

interface WhoSelectProps {
  who: string | undefined
  onChange: (who: string | undefined) => void
}

function WhoSelect({ who, onChange }: WhoSelectProps) {
  const { t } = useTexts()
  const people = usePeople().data?.people ?? []
  const keys = useKeys().data ?? []
  return (
    <Select
      size="xs"
      w={{ base: '100%', xs: 220 }}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('team.audit.clear') }}
      aria-label={t('team.audit.who')}
      placeholder={t('team.audit.who.all')}
      value={who ?? null}
      onChange={(value) => onChange(value ?? undefined)}
      data={[
        ...people.map(({ id, name }) => ({ value: `person:${id}`, label: name })),
        ...keys.map(({ id, name }) => ({
          value: `key:${id}`,
          label: t('team.who.key', { name }),
        })),
        { value: 'command-line:shell', label: t('team.who.shell') },
      ]}
    />
  )
}

function columnsOf(words: AuditWords): Column<AuditLine>[] {
  const { t } = words
  return [
    {
      key: 'what',
      header: t('team.audit.what'),
      cell: (line) => <AuditSentence line={line} words={words} />,
      csv: (line) => plainSentence(words, line),
    },
    {
      key: 'at',
      header: t('team.audit.at'),
      align: 'end',
      // The wall's time, which a demo's moved clock knows nothing of: so no « il y a ».
      cell: ({ at }) => <DateTime at={at} />,
      csv: ({ at }) => at,
    },
  ]
}
