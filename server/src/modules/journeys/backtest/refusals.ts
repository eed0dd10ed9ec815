import { defineRefusal } from '../../../kernel/refusal.ts'
import type { JourneyFlaw } from '../contract.ts'

export const BacktestNotFound = defineRefusal<{ id: string }>('journeys/backtest-not-found', 404)

/** One at a time for each journey. */
export const BacktestRunning = defineRefusal<{ id: string }>('journeys/backtest-running', 409)

/** Only what is queued or running can be cancelled. */
export const BacktestOver = defineRefusal<{ id: string }>('journeys/backtest-over', 409)

/** What could not be published cannot be tried either. */
export const BacktestFlawed = defineRefusal<{ flaws: readonly JourneyFlaw[] }>(
  'journeys/backtest-flawed',
  422,
)
