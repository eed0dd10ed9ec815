import { Progress as Bar, Button } from '@mantine/core'
import type { Backtest } from '../../../../server/src/modules/journeys/backtest/contract.ts'
import { useCan } from '../../app/session.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from './Backtest.module.css'
import { useCancel } from './useBacktests.ts'

/** How far one has come; it goes on without being looked at. */
export function Progress({ journeyId, backtest }: { journeyId: string; backtest: Backtest }) {
  const { t, formats } = useTexts()
  const can = useCan()
  const cancel = useCancel(journeyId, backtest.id)
  const { people, of } = backtest.progress
  const share = of > 0 ? Math.min(1, people / of) : 0
  const said =
    backtest.state === 'queued' || of === 0
      ? t('backtest.queued')
      : t('backtest.progress', { people: formats.count(people), of: formats.count(of) })
  return (
    <div className={classes.progress}>
      <div className={classes.progressHead}>
        <p role="status">{said}</p>
        {can('journeys:write') && (
          <Button
            variant="default"
            size="compact-sm"
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            {t('backtest.cancel')}
          </Button>
        )}
      </div>
      <Bar
        value={share * 100}
        size="sm"
        animated={share < 1}
        aria-label={t('backtest.progress.label')}
      />
      <p className={classes.hint}>{t('backtest.leave')}</p>
    </div>
  )
}
