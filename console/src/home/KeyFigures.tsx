import type { Home, Figure as Measure } from '../../../server/src/modules/insight/contract.ts'
import type { Channel } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Figure, Figures } from '../ui/Figure.tsx'

interface KeyFiguresProps {
  home: Home | undefined
  channel: Channel | undefined
}

const tiles = ['revenue', 'visits', 'conversion', 'averageBasket'] as const

/** The four figures, each with the period before, its formula and its n. */
export function KeyFigures({ home, channel }: KeyFiguresProps) {
  const { t, formats } = useTexts()
  const figures = home?.channels.find((one) => one.channel === channel)?.figures ?? home?.total
  const shows = {
    revenue: (value: number) => formats.roundMoney(value, home?.currency),
    visits: formats.count,
    conversion: formats.percent,
    averageBasket: (value: number) => formats.money(value, home?.currency),
  }
  return (
    <Figures label={t('home.figures')}>
      {tiles.map((tile) => (
        <Figure
          key={tile}
          label={t(`home.figure.${tile}`)}
          value={figures?.[tile].value ?? undefined}
          before={figures?.[tile].before ?? undefined}
          show={shows[tile]}
          note={<Note tile={tile} measure={figures?.[tile]} />}
        />
      ))}
    </Figures>
  )
}

interface NoteProps {
  tile: (typeof tiles)[number]
  measure: Measure | undefined
}

function Note({ tile, measure }: NoteProps) {
  const { t, formats } = useTexts()
  if (!measure) return null
  const { low, high, n } = measure
  const key = `home.formula.${measure.formula}`
  const formula = t.has(key) ? t(key) : undefined
  const interval = low !== null && high !== null
  return (
    <span title={formula}>
      {interval && (
        <span title={t('home.interval.why')}>
          {t('home.interval', {
            low: formats.roughChange(low),
            high: formats.roughChange(high),
          })}
          <br />
        </span>
      )}
      {tile !== 'visits' && t(`home.n.${tile}`, { n })}
    </span>
  )
}
