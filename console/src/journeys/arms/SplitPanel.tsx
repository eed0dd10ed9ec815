import type {
  ArmResult,
  SplitResult,
} from '../../../../server/src/modules/journeys/arms-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import type { Column } from '../../ui/column.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { fixedList } from '../../ui/fixedList.ts'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import classes from './Arms.module.css'
import { RateBar, scaleOf } from './RateBar.tsx'
import { revenueColumns } from './revenueColumns.tsx'

interface SplitPanelProps {
  split: SplitResult
  hasGoal: boolean
}

const tones: Record<ArmResult['verdict'], Tone> = {
  ...{ first: 'plain', more: 'good', less: 'bad', open: 'info', few: 'plain' },
}

/** One split: what may be said of it in a sentence, and its ways in a table. */
export function SplitPanel({ split, hasGoal }: SplitPanelProps) {
  const { t } = useTexts()
  const title = split.experiment
    ? t('steps.experiment.title', { name: split.experiment })
    : t('journeys.split.title', { count: split.arms.length })
  return (
    <section className={classes.split} aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      {hasGoal && <Verdict split={split} />}
      <DataTable
        label={title}
        list={fixedList(split.arms)}
        columns={useColumns(split, hasGoal)}
        rowKey={({ name }) => name}
        empty={null}
      />
    </section>
  )
}

/** What the figures allow to be said, and no more. */
function Verdict({ split: { arms } }: { split: SplitResult }) {
  const { t, formats } = useTexts()
  const [first, ...others] = arms
  const told = others.filter(({ verdict }) => verdict === 'more' || verdict === 'less')
  if (!first) return null
  if (told.length === 0) {
    const few = others.some(({ verdict }) => verdict === 'few')
    return <p className={classes.verdict}>{t(`journeys.arms.${few ? 'few' : 'open'}`)}</p>
  }
  return told.map(({ name, verdict, difference }) => (
    <p key={name} className={classes.verdict}>
      {t(`journeys.arms.${verdict === 'more' ? 'more' : 'less'}`, {
        ...{ name, first: first.name },
        points: points(formats.number, Math.abs(difference?.share ?? 0)),
      })}
    </p>
  ))
}

const points = (number: (value: number) => string, share: number) =>
  number(Math.round(share * 1000) / 10)

function useColumns({ arms }: SplitResult, hasGoal: boolean): Column<ArmResult>[] {
  const { t, formats } = useTexts()
  const scale = scaleOf(arms)
  const open = arms.some((arm) => arm.open > 0)
  const signed = (share: number) =>
    `${share > 0 ? '+' : share < 0 ? '−' : ''}${points(formats.number, Math.abs(share))}`
  const counts: Column<ArmResult>[] = [
    {
      key: 'name',
      header: t('journeys.arms.arm'),
      cell: ({ name, share }) => (
        <span className={classes.arm}>
          <b>{name}</b>
          <small>{t('journeys.arms.share', { share: formats.percent(share / 100) })}</small>
        </span>
      ),
      csv: ({ name }) => name,
    },
    {
      key: 'entered',
      header: t('journeys.arms.entered'),
      align: 'end',
      cell: ({ entered }) => formats.count(entered),
      csv: ({ entered }) => entered,
    },
  ]
  if (!hasGoal) return counts
  const revenue = revenueColumns({ t, formats, arms })
  return [
    ...counts,
    {
      key: 'reached',
      header: t('journeys.arms.reached'),
      align: 'end',
      cell: ({ reached }) => formats.count(reached),
      csv: ({ reached }) => reached,
    },
    ...(open
      ? [
          {
            key: 'open',
            header: t('journeys.arms.stillOpen'),
            align: 'end',
            phone: 'hide',
            cell: (arm) => formats.count(arm.open),
            csv: (arm) => arm.open,
          } satisfies Column<ArmResult>,
        ]
      : []),
    {
      key: 'rate',
      header: t('journeys.arms.rate'),
      width: revenue.length > 0 ? '24%' : '34%',
      cell: ({ rate }) =>
        rate && (
          <span className={classes.rate}>
            <span className={classes.figure}>
              <b>{formats.percent(rate.share)}</b>{' '}
              <small>
                {t('journeys.arms.between', {
                  low: formats.percent(rate.low),
                  high: formats.percent(rate.high),
                })}
              </small>
            </span>
            <RateBar rate={rate} scale={scale} first={arms[0]?.rate?.share} />
          </span>
        ),
      csv: ({ rate }) => rate?.share,
    },
    {
      key: 'difference',
      header: t('journeys.arms.difference', { first: arms[0]?.name ?? '' }),
      phone: 'hide',
      cell: ({ difference, verdict }) => (
        <span className={classes.difference}>
          {difference && (
            <span className={classes.figure}>
              {t('journeys.arms.points', { points: signed(difference.share) })}{' '}
              <small>
                {t('journeys.arms.between', {
                  low: signed(difference.low),
                  high: signed(difference.high),
                })}
              </small>
            </span>
          )}
          <Tag tone={tones[verdict]}>{t(`journeys.arms.verdict.${verdict}`)}</Tag>
        </span>
      ),
      csv: ({ difference }) => difference?.share,
    },
    ...revenue,
  ]
}
