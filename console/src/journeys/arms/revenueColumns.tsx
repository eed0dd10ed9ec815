import type {
  ArmResult,
  ArmRevenue,
} from '../../../../server/src/modules/journeys/arms-contract.ts'
import { minorPerMajor } from '../../texts/formats.ts'
import type { useTexts } from '../../texts/TextsProvider.tsx'
import type { Column } from '../../ui/column.ts'
import classes from './Arms.module.css'

type Given = Pick<ReturnType<typeof useTexts>, 't' | 'formats'> & { arms: readonly ArmResult[] }
type Each = NonNullable<ArmRevenue['each']>

/** What a way brought for each customer who came by it, and how much more that is than of the first; for each currency. */
export function revenueColumns({ t, formats, arms }: Given): Column<ArmResult>[] {
  const currencies = arms[0]?.revenue?.map(({ currency }) => currency) ?? []
  return currencies.flatMap((currency): Column<ArmResult>[] => {
    const of = ({ revenue }: ArmResult) => revenue?.find((one) => one.currency === currency)
    const money = (minor: number) => formats.money(Math.round(minor), currency)
    const signed = (minor: number) =>
      `${minor > 0 ? '+' : ''}${money(minor).replace('-', '\u2212')}`
    const interval = ({ mean, low, high }: Each, text: typeof money) => (
      <span className={classes.figure}>
        <b>{text(mean)}</b>{' '}
        <small>{t('journeys.arms.between', { low: text(low), high: text(high) })}</small>
      </span>
    )
    return [
      {
        key: `revenue-${currency}`,
        header: t('journeys.arms.revenue', { currency }),
        align: 'end',
        phone: 'hide',
        cell: (arm) => money(of(arm)?.total ?? 0),
        csv: (arm) => (of(arm)?.total ?? 0) / minorPerMajor(currency),
      },
      {
        key: `each-${currency}`,
        phone: 'hide',
        header: t('journeys.arms.each', { currency }),
        cell: (arm) => {
          const { each, difference } = of(arm) ?? {}
          if (!each) return null
          return (
            <span className={classes.difference}>
              {interval({ ...each, low: Math.max(0, each.low) }, money)}
              {difference && (
                <span>
                  <small>{t('journeys.arms.difference', { first: arms[0]?.name ?? '' })}</small>{' '}
                  {interval(difference, signed)}
                </span>
              )}
            </span>
          )
        },
        csv: (arm) => {
          const mean = of(arm)?.each?.mean
          return mean === undefined ? undefined : mean / minorPerMajor(currency)
        },
      },
    ]
  })
}
