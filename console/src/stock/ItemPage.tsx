import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { Available, ItemDetail } from '../../../server/src/modules/stock/view-contract.ts'
import { get } from '../api/client.ts'
import { parsed, useLive } from '../api/useLive.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page, Section } from '../ui/Page.tsx'
import { TableSkeleton } from '../ui/TableSkeleton.tsx'
import { GoodsDialog } from './GoodsDialog.tsx'
import { Journal } from './Journal.tsx'
import { LevelDialog } from './LevelDialog.tsx'
import { LevelsTable, type LevelTask } from './LevelsTable.tsx'
import { stockKey } from './useStock.ts'

/** One product: what there is of it in each place, and everything that was done with it. */
export function ItemPage() {
  const { t, language } = useTexts()
  const { sku = '' } = useParams({ strict: false })
  const queries = useQueryClient()
  const can = useCan()
  const [task, setTask] = useState<LevelTask>()
  const [deed, setDeed] = useState<'receive' | 'transfer'>()
  const path = `/api/stock/items/${encodeURIComponent(sku)}`
  const item = useQuery({
    queryKey: [stockKey, 'item', sku],
    queryFn: ({ signal }) => get(path, { answer: ItemDetail, signal }),
  })
  const again = () => queries.invalidateQueries({ queryKey: [stockKey] })
  useLive({
    path: `/api/stock/availability/live?skus=${encodeURIComponent(sku)}`,
    on: { availability: parsed(z.array(Available), again) },
    onReturn: again,
  })
  const levels = item.data?.levels ?? []
  const sum = levels
    .filter(({ uncounted }) => !uncounted)
    .reduce((total, { available }) => total + available, 0)
  return (
    <Page
      title={item.data?.name?.[language] ?? sku}
      answer={item.data && t('stock.one.answer', { sku, n: sum, places: levels.length })}
      parent={{ to: '/stock', label: t('stock.title') }}
      actions={
        can('stock:write') && (
          <>
            <Button variant="default" onClick={() => setDeed('transfer')}>
              {t('stock.deed.transfer')}
            </Button>
            <Button onClick={() => setDeed('receive')}>{t('stock.deed.receive')}</Button>
          </>
        )
      }
    >
      {item.error ? (
        <ErrorState error={item.error} retry={() => item.refetch()} />
      ) : item.data ? (
        <LevelsTable levels={levels} onTask={setTask} />
      ) : (
        <table aria-hidden>
          <TableSkeleton columns={6} />
        </table>
      )}
      <Section title={t('stock.journal')}>
        <Journal sku={sku} />
      </Section>
      {deed && (
        <GoodsDialog
          deed={deed}
          begun={[{ sku, name: item.data?.name?.[language] ?? sku, quantity: 1 }]}
          onClose={() => setDeed(undefined)}
        />
      )}
      {task && <LevelDialog sku={sku} task={task} onClose={() => setTask(undefined)} />}
    </Page>
  )
}
