import { ActionIcon, Button } from '@mantine/core'
import { IconDownload, IconTicket, IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import {
  CodePage,
  type Promotion,
  type PromotionCode,
} from '../../../server/src/modules/promotions/contract.ts'
import { get, send } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Column } from '../ui/column.ts'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Section } from '../ui/Page.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { CodesDialog } from './CodesDialog.tsx'
import classes from './Promotions.module.css'
import { promotionsKey } from './usePromotions.ts'

/** The codes of a promotion: how many there are, which are used, and a way to more. */
export function CodesSection({ promotion: { id } }: { promotion: Promotion }) {
  const { t } = useTexts()
  const can = useCan()
  const [search, setSearch] = useState<string>()
  const [adding, setAdding] = useState(false)
  const [counts, setCounts] = useState({ total: 0, used: 0 })
  const list = useList({
    key: [...promotionsKey, id, 'codes', search],
    load: async (after, signal) => {
      const query = { after, search }
      const page = await get(`/api/promotions/${id}/codes`, { answer: CodePage, query, signal })
      setCounts({ total: page.total, used: page.used })
      return page
    },
    rows: (page) => page.codes,
    next: (page) => page.next,
  })
  const add = can('promotions:write') && (
    <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
      {t('promotions.codes.add')}
    </Button>
  )
  return (
    <Section
      title={t('promotions.codes')}
      aside={
        counts.total > 0 && (
          <span className={classes.quiet}>{t('promotions.codes.count', counts)}</span>
        )
      }
    >
      <DataTable
        label={t('promotions.codes')}
        list={list}
        columns={useColumns(id)}
        rowKey={({ code }) => code}
        onClearFilters={search ? () => setSearch(undefined) : undefined}
        tools={
          <>
            <SearchField
              placeholder={t('promotions.codes.search')}
              value={search}
              onChange={setSearch}
            />
            {add}
            <Button
              component="a"
              size="compact-sm"
              variant="subtle"
              color="gray"
              href={`/api/promotions/${id}/codes.csv`}
              leftSection={<IconDownload size={15} stroke={1.5} />}
            >
              {t('promotions.codes.export')}
            </Button>
          </>
        }
        empty={
          <EmptyState
            icon={<IconTicket size={28} stroke={1.4} />}
            title={t('promotions.codes.empty.title')}
            action={add}
          >
            {t('promotions.codes.empty.text')}
          </EmptyState>
        }
      />
      {adding && <CodesDialog promotionId={id} onClose={() => setAdding(false)} />}
    </Section>
  )
}

function useColumns(id: string): Column<PromotionCode>[] {
  const { t, formats } = useTexts()
  const can = useCan()
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  const remove = useMutation({
    mutationFn: (code: string) =>
      send('DELETE', `/api/promotions/${id}/codes/${encodeURIComponent(code)}`, undefined, {
        answer: z.object({ removed: z.boolean() }),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...promotionsKey, id, 'codes'] }),
    onError: notifyProblem,
  })
  return [
    {
      key: 'code',
      header: t('promotions.codes.code'),
      cell: ({ code }) => <span className={classes.code}>{code}</span>,
    },
    {
      key: 'uses',
      header: t('promotions.uses'),
      align: 'end',
      cell: ({ uses }) => formats.count(uses),
    },
    {
      key: 'max',
      header: t('promotions.codes.max'),
      align: 'end',
      cell: ({ maxUses }) =>
        maxUses === null ? t('promotions.codes.unlimited') : formats.count(maxUses),
    },
    {
      key: 'remove',
      header: '',
      align: 'end',
      cell: ({ code, uses }) =>
        uses === 0 &&
        can('promotions:write') && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('promotions.codes.remove', { code })}
            onClick={() => remove.mutate(code)}
          >
            <IconX size={14} stroke={1.6} />
          </ActionIcon>
        ),
    },
  ]
}
