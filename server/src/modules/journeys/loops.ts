import type { Logger } from 'pino'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork } from '../../kernel/work.ts'
import { campaignsLoop } from './campaigns/loop.ts'
import { datesLoop } from './dates.ts'
import { drainedLoop } from './drained.ts'
import { dueLoops } from './due-loop.ts'
import { errandLoop } from './errand-loop.ts'
import { movingLoop } from './moving.ts'
import { noticesLoop } from './notices.ts'
import { roundsLoop } from './rounds.ts'
import { searchLoop } from './search.ts'

interface LoopsOptions {
  readonly inWork: InWork
  readonly log: Logger
  /** How many loops of this process take due steps. */
  readonly workers?: number
  /** Hosts within our own networks that webhooks may call all the same. */
  readonly mayCall?: readonly string[]
}

/** What journeys do by themselves, as time passes. */
export const journeysLoops = ({ inWork, log, workers = 2, mayCall = [] }: LoopsOptions): Loop[] => [
  ...dueLoops({ inWork, log, workers }),
  errandLoop({ inWork, log, mayCall }),
  datesLoop(inWork),
  roundsLoop(inWork, log),
  noticesLoop(inWork),
  searchLoop(inWork),
  movingLoop(inWork),
  drainedLoop(inWork, log),
  campaignsLoop(inWork, log),
]
