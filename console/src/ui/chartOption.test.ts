import { expect, test } from 'vitest'
import { chartOption, namesApart, type Palette } from './chartOption.ts'

const palette: Palette = {
  ink: '#111',
  quiet: '#777',
  line: '#ddd',
  surface: '#fff',
  hues: ['#111', '#222'],
  font: 'sans-serif',
  still: false,
}

test('a line that begins later than the picture is there at once, and the others grow', () => {
  const { series } = chartOption(
    {
      title: 'Members',
      summary: '',
      kind: 'line',
      points: ['Monday', 'Tuesday'],
      pointsLabel: 'Day',
      series: [
        { name: 'members', values: [null, 3] },
        { name: 'entered', values: [0, 3] },
      ],
      show: String,
    },
    palette,
  )
  expect(series.map((one) => 'animation' in one && one.animation === false)).toEqual([true, false])
})

test('names of lines that end together stand apart, above one another, or below at the top', () => {
  const place = namesApart()
  const at = (...ys: number[]) =>
    ys.map((y, seriesIndex) => y + place({ seriesIndex, labelRect: { y } }).dy)
  expect(at(200, 200, 195, 100)).toEqual([200, 186, 167, 100])
  expect(at(3, 3)).toEqual([3, 17])
})

test('the point of a day that is not over takes its place before the names of lines', () => {
  const { series } = chartOption(
    {
      ...{ title: 'Revenue', summary: '', kind: 'line', pointsLabel: 'Day', show: String },
      points: ['Monday', 'Tuesday'],
      series: [
        { name: 'now', values: [0, null] },
        { name: 'before', values: [1, 0], comparison: true },
        { name: 'today', values: [null, 0], single: true },
      ],
    },
    palette,
  )
  expect(series.map(({ name }) => name)).toEqual(['today', 'now', 'before'])
  expect(series.map((one) => 'label' in one)).toEqual([true, false, false])
})
