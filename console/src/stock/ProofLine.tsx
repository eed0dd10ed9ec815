import { Button } from '@mantine/core'
import { useState } from 'react'
import type { StockState } from '../../../server/src/modules/stock/view-contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag } from '../ui/Tag.tsx'
import { RelativeTime } from '../ui/times.tsx'
import classes from './Stock.module.css'
import { useDeed, usePlaces, useStockState } from './useStock.ts'

/** Whether journal, levels and reservations agree, when that was looked at last, and the first that does not. */
export function ProofLine() {
  const { t } = useTexts()
  const can = useCan()
  const [asked, setAsked] = useState<string | null>()
  const state = useStockState(asked !== undefined)
  const proof = state.data?.proof ?? null
  const prove = useDeed({
    ...{ path: '/api/stock/proof', done: t('stock.proof.asked'), body: () => ({}) },
    onDone: () => setAsked(proof?.id ?? null),
  })
  // Until another proof than the one before is there.
  const isRunning = asked !== undefined && asked === (proof?.id ?? null)
  if (!state.data) return null
  return (
    <section className={classes.proof} aria-label={t('stock.proof.title')}>
      <Verdict proof={proof} />
      {can('stock:write') && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          loading={prove.isPending || isRunning}
          onClick={() => prove.mutate(undefined)}
        >
          {t('stock.proof.now')}
        </Button>
      )}
    </section>
  )
}

function Verdict({ proof }: { proof: StockState['proof'] }) {
  const { t } = useTexts()
  const places = usePlaces()
  if (!proof) return <span className={classes.hint}>{t('stock.proof.never')}</span>
  const { first, disagreements, moves, levels, reservations } = proof
  const place = places.data?.find(({ id }) => id === first?.locationId)?.name
  return (
    <>
      <Tag tone={first ? 'bad' : 'good'}>
        {first ? t('stock.proof.wrong', { n: disagreements }) : t('stock.proof.agree')}
      </Tag>
      <span className={classes.hint}>
        {first
          ? t('stock.proof.first', {
              ...{ sku: first.sku, place: place ?? first.locationId, what: first.what },
              ...{ level: first.level, found: first.found },
            })
          : t('stock.proof.counts', { moves, levels, reservations })}
      </span>
      <span className={classes.hint}>
        <RelativeTime at={proof.at} />
      </span>
    </>
  )
}
