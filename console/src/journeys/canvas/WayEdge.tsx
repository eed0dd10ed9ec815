import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from './Canvas.module.css'
import type { EdgeCount } from './graph.ts'
import type { Place } from './layout.ts'

export type WayEdgeData = {
  path: string
  label: Place
  text: string | undefined
  count: EdgeCount
  main: boolean
  /** Not a way that one goes, only a connection of meaning. */
  loose: boolean
}

/** A way from one step to the next: the thread where it leads to the message, quieter elsewhere. */
export function WayEdge({ id, data }: EdgeProps<Edge<WayEdgeData>>) {
  const { t, formats } = useTexts()
  if (!data) return null
  const { path, label, text, count, main, loose } = data
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={main ? classes.thread : classes.way}
        style={loose ? { strokeDasharray: '3 5' } : undefined}
      />
      <EdgeLabelRenderer>
        <p
          className={classes.label}
          style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
        >
          {text}
          <span className={classes.count} data-none={count.n === 0}>
            {count.what === 'passed'
              ? formats.count(count.n)
              : t(`journeys.edge.${count.what}`, { count: count.n })}
          </span>
        </p>
      </EdgeLabelRenderer>
    </>
  )
}
