export interface Series {
  name: string
  values: (number | null)[]
  /** The period before: dashed and lighter. */
  comparison?: boolean
  /** One point that no line leads to, as of a day that is not over. */
  single?: boolean
}

export interface ChartProps {
  title: string
  /** What the picture says, for who does not see it; also the line under the title. */
  summary: string
  kind: 'line' | 'bar' | 'stack'
  /** The points' names along the axis, as shown. */
  points: string[]
  pointsLabel: string
  series: Series[]
  show: (value: number) => string
  showShort?: (value: number) => string
  height?: number
}
