import { Button } from '@mantine/core'
import { useState } from 'react'
import type { StockState } from '../../../server/src/modules/stock/view-contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Tag } from '../ui/Tag.tsx'
import { RelativeTime } from '../ui/times.tsx'
import classes from './Stock.module.css'
import { useDeed, usePlaces } from './useStock.ts'

interface ProofPanelProps {
  state: { data: StockState | undefined; error: unknown; isPending: boolean }
}

/** Whether journal, levels and reservations agree, when that was looked at last, and the first that does not. */
export function ProofPanel({ state }: ProofPanelProps) {
  const { t } = useTexts()
  const can = useCan()
  const [asked, setAsked] = useState<string | null>()
  const proof = state.data?.proof ?? null
  const prove = useDeed({
    ...{ path: '/api/stock/proof', done: t('stock.proof.asked'), body: () => ({}) },
    onDone: () => setAsked(proof?.id ?? null),
  })
  // Until another proof than the one before is there.
  const isRunning = asked !== undefined && asked === (proof?.id ?? null)
  return (
    <div className={classes.below}>
      <Panel
        title={t('stock.proof.title')}
        error={state.error}
        isLoading={state.isPending}
        aside={
          can('stock:write') && (
            <Button
              size="compact-sm"
              variant="default"
              loading={prove.isPending || isRunning}
              onClick={() => prove.mutate(undefined)}
            >
              {t('stock.proof.now')}
            </Button>
          )
        }
      >
        <Verdict proof={proof} />
      </Panel>
    </div>
  )
}

function Verdict({ proof }: { proof: StockState['proof'] }) {
  const { t } = useTexts()
  const places = usePlaces()
  if (!proof) return <p className={classes.hint}>{t('stock.proof.never')}</p>
  const { first, disagreements, moves, levels, reservations } = proof
  const place = places.data?.find(({ id }) => id === first?.locationId)?.name
  return (
    <div className={classes.proof} role="status">
      <Tag tone={first ? 'bad' : 'good'}>
        {first ? t('stock.proof.wrong', { n: disagreements }) : t('stock.proof.agree')}
      </Tag>
      <span>{t('stock.proof.counts', { moves, levels, reservations })}</span>
      <RelativeTime at={proof.at} />
      {first && (
        <span>
          {t('stock.proof.first', {
            ...{ sku: first.sku, place: place ?? first.locationId, what: first.what },
            ...{ level: first.level, found: first.found },
          })}
        </span>
      )}
    </div>
  )
}
