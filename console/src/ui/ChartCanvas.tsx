import { useMantineColorScheme } from '@mantine/core'
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { chartOption, type Palette } from './chartOption.ts'
import type { ChartProps } from './chartProps.ts'

use([LineChart, BarChart, GridComponent, TooltipComponent, LabelLayout, SVGRenderer])

/** The drawing alone; `Chart` gives it words. Drawn anew when its place, its data or the light changes. */
export function ChartCanvas(props: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ReturnType<typeof init>>(undefined)
  const { colorScheme } = useMantineColorScheme()

  useEffect(() => {
    const element = place.current
    if (!element) return
    const drawn = init(element, undefined, { renderer: 'svg' })
    chart.current = drawn
    const sizes = new ResizeObserver(() => drawn.resize())
    sizes.observe(element)
    return () => {
      sizes.disconnect()
      drawn.dispose()
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the palette is read from the page and follows the scheme
  useEffect(() => {
    chart.current?.setOption(chartOption(props, palette()), { notMerge: true })
  }, [props, colorScheme])

  return <div ref={place} style={{ height: '100%' }} aria-hidden="true" />
}

function palette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    ink: token('--ink'),
    quiet: token('--ink-3'),
    line: token('--line'),
    surface: token('--surface'),
    hues: ['--ink', '--hue-1', '--hue-2', '--hue-3', '--hue-4', '--hue-5'].map(token),
    font: getComputedStyle(document.body).fontFamily,
    still: matchMedia('(prefers-reduced-motion: reduce)').matches,
  }
}
