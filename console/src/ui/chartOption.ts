import type { ChartProps, Series } from './chartProps.ts'

export interface Palette {
  ink: string
  quiet: string
  line: string
  surface: string
  /** Ink first, then at most five that colour-blind eyes tell apart. */
  hues: string[]
  font: string
  still: boolean
}

/** The house's charts: ink before hues, names at the lines instead of a legend, bars from zero. */
export function chartOption(props: ChartProps, palette: Palette) {
  const { kind, points, series, show, showShort = show } = props
  const text = { color: palette.quiet, fontFamily: palette.font, fontSize: 12 }
  const named = kind === 'line' && series.filter(({ single }) => !single).length > 1
  const apart = namesApart()
  return {
    animation: !palette.still,
    animationDuration: 150,
    animationDurationUpdate: 150,
    color: palette.hues,
    grid: { left: 4, right: named ? 96 : 12, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: kind === 'line' ? 'line' : 'none', lineStyle: { color: palette.line } },
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { ...text, color: palette.ink },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? show(value) : '–'),
      confine: true,
    },
    xAxis: {
      type: 'category',
      data: points,
      boundaryGap: kind !== 'line',
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 3,
      splitLine: { lineStyle: { color: palette.line } },
      axisLabel: { ...text, formatter: (value: number) => showShort(value) },
    },
    series: pointsFirst(
      series.map((one, index) => ({
        single: one.single === true,
        drawn: drawn(one, index, { apart, kind, named, palette, text }),
      })),
    ),
  }
}

/** Lone points take their places before the names of lines do, which then keep off them. */
const pointsFirst = <Drawn>(all: { single: boolean; drawn: Drawn }[]): Drawn[] =>
  all.toSorted((one, other) => Number(other.single) - Number(one.single)).map((one) => one.drawn)

const isLone = ({ values }: Series) => values.filter((value) => value !== null).length === 1

interface NamePlace {
  seriesIndex: number
  labelRect: { y: number }
}

/** ECharts does not say how high a name at a line's end is. */
const nameHeight = 14

/** Lines that end together keep their names apart: whoever finds their place taken goes above, at the top below. */
export function namesApart() {
  let taken: number[] = []
  return ({ seriesIndex, labelRect: { y } }: NamePlace): { dy: number } => {
    if (seriesIndex === 0) taken = []
    const isFree = (at: number) => taken.every((other) => Math.abs(other - at) >= nameHeight)
    const above = Array.from({ length: 12 }, (_, step) => y - step * nameHeight)
    const below = Array.from({ length: 12 }, (_, step) => y + step * nameHeight)
    const at = [...above.filter((one) => one >= 0), ...below].find(isFree) ?? y
    taken.push(at)
    return { dy: at - y }
  }
}

interface Manner {
  apart: ReturnType<typeof namesApart>
  kind: ChartProps['kind']
  named: boolean
  palette: Palette
  text: object
}

function drawn(series: Series, index: number, { apart, kind, named, palette, text }: Manner) {
  const colour = series.comparison ? palette.quiet : palette.hues[index % palette.hues.length]
  if (kind === 'line') {
    return {
      type: 'line',
      name: series.name,
      data: series.values,
      // ECharts 6.1 leads a line's name along while the line grows, from nowhere (NaN) where the line begins late.
      ...(series.values[0] === null && { animation: false }),
      // A lone day has no line to stand for it.
      showSymbol: series.single === true || isLone(series),
      symbol: 'emptyCircle',
      symbolSize: 7,
      color: series.single ? palette.ink : colour,
      lineStyle: {
        width: series.comparison ? 1.25 : 1.75,
        type: series.comparison ? [4, 4] : 'solid',
      },
      // What is written there says nothing: it only holds the place.
      ...(series.single && { label: { show: true, position: 'inside', formatter: ' ', ...text } }),
      endLabel: {
        show: named && !series.single,
        formatter: '{a}',
        ...text,
        color: colour,
      },
      labelLayout: apart,
    }
  }
  return {
    type: 'bar',
    name: series.name,
    data: series.values,
    stack: kind === 'stack' ? 'all' : undefined,
    color: colour,
    barMaxWidth: 28,
    itemStyle: { borderRadius: kind === 'stack' ? 0 : [2, 2, 0, 0] },
  }
}
