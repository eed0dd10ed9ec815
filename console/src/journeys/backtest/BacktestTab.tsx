import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { z } from 'zod'
import type { BacktestSummary } from '../../../../server/src/modules/journeys/backtest/contract.ts'
import type { JourneyDetail } from '../../../../server/src/modules/journeys/contract.ts'
import { useCan } from '../../app/session.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import { useFilters } from '../../ui/useFilters.ts'
import classes from './Backtest.module.css'
import { BacktestView } from './BacktestView.tsx'
import { Earlier } from './Earlier.tsx'
import { isOver, useBacktests, useOrder } from './useBacktests.ts'

const Filters = z.object({ tried: z.string().optional().catch(undefined) })
const periods = ['7', '30', '90', '365'] as const

/** The journey tried on the past: asked for in one sentence, and what it would have done. */
export function BacktestTab({ journey }: { journey: JourneyDetail }) {
  const { t } = useTexts()
  const can = useCan()
  const [{ tried }, setFilters] = useFilters(Filters)
  const { data: list, error, refetch } = useBacktests(journey.id)
  const [days, setDays] = useState<(typeof periods)[number]>('90')
  const order = useOrder(journey.id, (id) => setFilters({ tried: id }))
  if (error && !list) return <ErrorState error={error} retry={refetch} />
  const busy = list?.find((one) => !isOver(one))
  const shown = chosen(list ?? [], tried)
  const flaws = journey.flaws.filter(({ blocks }) => blocks).length
  return (
    <div className={classes.tab}>
      <div className={classes.order}>
        <p className={classes.sentence}>
          {t.rich('backtest.order', {
            days: (
              <InlineSelect
                key="days"
                label={t('backtest.period')}
                value={days}
                options={periods.map((value) => ({
                  value,
                  label: t('backtest.days', { days: Number(value) }),
                }))}
                onChange={setDays}
              />
            ),
          })}
        </p>
        {can('journeys:write') && (
          <Button
            size="sm"
            leftSection={<IconHistory size={16} stroke={1.6} />}
            loading={order.isPending}
            disabled={busy !== undefined || flaws > 0}
            onClick={() => order.mutate(Number(days))}
          >
            {t('backtest.run')}
          </Button>
        )}
      </div>
      <p className={classes.hint}>
        {flaws > 0 ? t('backtest.flawed', { flaws }) : t('backtest.promise')}
      </p>
      {shown ? (
        <BacktestView key={shown.id} journey={journey} id={shown.id} all={list ?? []} />
      ) : list ? (
        <EmptyState icon={<IconHistory size={28} stroke={1.4} />} title={t('backtest.empty.title')}>
          {t('backtest.empty.text')}
        </EmptyState>
      ) : (
        <div className={classes.bone} aria-hidden="true" />
      )}
      {list && list.length > 1 && (
        <Earlier list={list} shown={shown?.id} onOpen={(id) => setFilters({ tried: id })} />
      )}
    </div>
  )
}

/** The one asked for; else one that is under way, else the last that was done. */
function chosen(
  list: readonly BacktestSummary[],
  tried: string | undefined,
): BacktestSummary | undefined {
  return (
    list.find(({ id }) => id === tried) ??
    list.find((one) => !isOver(one)) ??
    list.find(({ state }) => state === 'done') ??
    list[0]
  )
}
