import type { ComponentType } from 'react'
import type { JourneyDetail } from '../../../server/src/modules/journeys/contract.ts'
import { ArmsTab } from './arms/ArmsTab.tsx'
import { BacktestTab } from './backtest/BacktestTab.tsx'
import { JourneyDays } from './JourneyDays.tsx'
import { JourneyMap } from './JourneyMap.tsx'
import { JourneyPeople } from './JourneyPeople.tsx'
import { JourneyVersions } from './JourneyVersions.tsx'

type Side = ComponentType<{ journey: JourneyDetail }>

/** The sides of a journey, each a tab with a file (or folder) of its own; their words are `journeys.tab.…`. */
export const sides = {
  canvas: JourneyMap,
  people: JourneyPeople,
  days: JourneyDays,
  arms: ArmsTab,
  backtest: BacktestTab,
  versions: JourneyVersions,
} as const satisfies Record<string, Side>

export const sideNames = Object.keys(sides) as (keyof typeof sides)[]
