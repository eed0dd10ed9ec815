import { IconArrowBarToDown, IconPlus } from '@tabler/icons-react'
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { samePlace, type Place as Way } from '../edit/change.ts'
import classes from './Canvas.module.css'
import { useMapEdit } from './edit.ts'
import type { EdgeCount } from './graph.ts'
import type { Place } from './layout.ts'

export type WayEdgeData = {
  path: string
  label: Place
  text: string | undefined
  /** Undefined where nobody has gone any way yet. */
  count: EdgeCount | undefined
  main: boolean
  /** Undefined for what is not a way that one goes, only a connection of meaning. */
  place: Way | undefined
  /** For who cannot see it: « entre “Attend 1 h” et “Fin” ». */
  spoken: string
}

/** A way from one step to the next: the thread where it leads to the message, quieter elsewhere. */
export function WayEdge({ id, data }: EdgeProps<Edge<WayEdgeData>>) {
  if (!data) return null
  const { path, label, main, place } = data
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        className={main ? classes.thread : classes.way}
        style={place ? undefined : { strokeDasharray: '3 5' }}
      />
      <EdgeLabelRenderer>
        <div
          className={classes.label}
          style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
        >
          <Words {...data} />
          {place && <PutHere place={place} spoken={data.spoken} />}
        </div>
      </EdgeLabelRenderer>
    </>
  )
}

function Words({ text, count }: WayEdgeData) {
  const { t, formats } = useTexts()
  if (!text && !count) return null
  return (
    <p className={classes.labelText}>
      {text}
      {count && (
        <span className={classes.count} data-none={count.n === 0}>
          {count.what === 'passed'
            ? formats.count(count.n)
            : t(`journeys.edge.${count.what}`, { count: count.n })}
        </span>
      )}
    </p>
  )
}

/** Where a step can be put: a new one, or the one that is on the move. */
function PutHere({ place, spoken }: { place: Way; spoken: string }) {
  const { t } = useTexts()
  const edit = useMapEdit()
  if (!edit) return null
  const { moving, placing } = edit
  if (moving && !edit.mayMove(moving, place)) return null
  return (
    <button
      type="button"
      className={classes.put}
      data-moving={moving !== undefined}
      aria-pressed={placing ? samePlace(placing, place) : false}
      aria-label={t(moving ? 'canvas.put.here' : 'canvas.put.new', { where: spoken })}
      onClick={() => (moving ? edit.move(moving, place) : edit.openPlace(place))}
    >
      {moving ? <IconArrowBarToDown size={14} stroke={1.8} /> : <IconPlus size={14} stroke={1.8} />}
    </button>
  )
}
