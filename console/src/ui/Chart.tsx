import { Button } from '@mantine/core'
import { IconDownload, IconTable } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Chart.module.css'
import type { ChartProps } from './chartProps.ts'
import { csv, download } from './csv.ts'

/** ECharts is heavy: it comes with the first page that draws something. */
const Canvas = lazy(async () => ({ default: (await import('./ChartCanvas.tsx')).ChartCanvas }))

/** A picture, its sentence, its table and its file: whoever doubts a point can look it up. */
export function Chart(props: ChartProps) {
  const { title, summary, height = 240 } = props
  const { t } = useTexts()
  const [asTable, setAsTable] = useState(false)
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.head}>
        <div>
          <h2 className={classes.title}>{title}</h2>
          <p className={classes.summary}>{summary}</p>
        </div>
        <div className={classes.tools}>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconTable size={15} stroke={1.5} />}
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {t(asTable ? 'ui.chart.hideTable' : 'ui.chart.table')}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconDownload size={15} stroke={1.5} />}
            onClick={() => exportChart(props)}
          >
            CSV
          </Button>
        </div>
      </figcaption>
      {asTable ? (
        <ChartTable {...props} />
      ) : (
        <div role="img" aria-label={`${title}. ${summary}`} style={{ height }}>
          <Suspense>
            <Canvas {...props} />
          </Suspense>
        </div>
      )}
    </figure>
  )
}

function ChartTable({ title, points, pointsLabel, series, show }: ChartProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={title}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{pointsLabel}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point, index) => (
            <tr key={point}>
              <th scope="row">{point}</th>
              {series.map(({ name, values }) => (
                <td key={name}>{cell(values[index], show)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function cell(value: number | null | undefined, show: (value: number) => string): string {
  return value === null || value === undefined ? '–' : show(value)
}

function exportChart({ title, points, pointsLabel, series }: ChartProps) {
  const head = [pointsLabel, ...series.map(({ name }) => name)]
  const rows = points.map((point, index) => [point, ...series.map(({ values }) => values[index])])
  download(`${title}.csv`, csv(head, rows))
}
