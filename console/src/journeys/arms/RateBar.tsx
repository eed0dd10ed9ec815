import type { ArmResult, Share } from '../../../../server/src/modules/journeys/arms-contract.ts'
import classes from './Arms.module.css'

/** Up to where the bars of a split are drawn, so that all have one measure. */
export const scaleOf = (arms: readonly ArmResult[]): number =>
  Math.max(0.01, ...arms.map(({ rate }) => rate?.high ?? 0))

interface RateBarProps {
  rate: Share
  scale: number
  /** The first way's rate, a dashed line through all bars. */
  first: number | undefined
}

/** A rate as a point, its interval as a line; the figures beside it say the same. */
export function RateBar({ rate, scale, first }: RateBarProps) {
  const at = (share: number) => `${Math.min(100, (100 * share) / scale)}%`
  return (
    <svg className={classes.bar} height="16" width="100%" aria-hidden="true">
      <line className={classes.axis} x1="0" x2="100%" y1="8" y2="8" />
      {first !== undefined && (
        <line className={classes.first} x1={at(first)} x2={at(first)} y1="0" y2="16" />
      )}
      <line className={classes.interval} x1={at(rate.low)} x2={at(rate.high)} y1="8" y2="8" />
      <circle className={classes.point} cx={at(rate.share)} cy="8" r="4" />
    </svg>
  )
}
