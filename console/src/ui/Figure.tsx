import type { ReactNode } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Figure.module.css'

interface FigureProps {
  label: string
  /** Undefined while there is nothing to say. */
  value: number | undefined
  /** The period before, in the same unit. */
  before?: number | undefined
  show: (value: number) => string
  /** A rise that is bad news (failures, refunds) is told as such. */
  lowerIsBetter?: boolean
  /** n, the period, how it is counted. */
  note?: ReactNode
}

/** One number that matters, against the period before. Direction has a word and a shape, not only a colour. */
export function Figure({ label, value, before, show, lowerIsBetter = false, note }: FigureProps) {
  const { t } = useTexts()
  return (
    <div className={classes.figure}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>
        {value === undefined ? (
          <span className={classes.none}>{t('ui.figure.noValue')}</span>
        ) : (
          show(value)
        )}
      </dd>
      {value !== undefined && (
        <dd className={classes.change}>
          <Change value={value} before={before} show={show} lowerIsBetter={lowerIsBetter} />
        </dd>
      )}
      {note && <dd className={classes.note}>{note}</dd>}
    </div>
  )
}

type ChangeProps = Required<Pick<FigureProps, 'show' | 'lowerIsBetter'>> & {
  value: number
  before: number | undefined
}

function Change({ value, before, show, lowerIsBetter }: ChangeProps) {
  const { t, formats } = useTexts()
  if (before === undefined || before === 0) return t('ui.figure.noBefore')
  const ratio = (value - before) / before
  const direction = Math.abs(ratio) < 0.0005 ? 'same' : ratio > 0 ? 'up' : 'down'
  const good = direction === 'same' || (direction === 'up') !== lowerIsBetter
  return (
    <>
      <span className={classes.ratio} data-good={good} data-direction={direction}>
        <Arrow direction={direction} label={t(`ui.figure.${direction}`)} />
        {formats.change(ratio)}
      </span>{' '}
      {t('ui.figure.before', { value: show(before) })}
    </>
  )
}

const shapes = { up: 'M1 8 5 2l4 6z', down: 'M1 2h8L5 8z', same: 'M1 4h8v2H1z' }

function Arrow({ direction, label }: { direction: keyof typeof shapes; label: string }) {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" role="img" aria-label={label}>
      <path d={shapes[direction]} fill="currentColor" />
    </svg>
  )
}

export function Figures({ children, label }: { children: ReactNode; label: string }) {
  return (
    <dl className={classes.figures} aria-label={label}>
      {children}
    </dl>
  )
}
