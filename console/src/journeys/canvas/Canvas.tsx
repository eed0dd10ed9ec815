import '@xyflow/react/dist/base.css'
import { useElementSize } from '@mantine/hooks'
import { ReactFlowProvider } from '@xyflow/react'
import { useMemo } from 'react'
import classes from './Canvas.module.css'
import { drawing, type MapProps } from './drawing.ts'
import { type MapEdit, MapEditProvider } from './edit.ts'
import { Flow } from './Flow.tsx'
import { close, roomy } from './layout.ts'
import { onMapKey } from './mapKeys.ts'

const margin = { roomy: 28, close: 12 }
const smallest = 0.5
/** A map narrower than this is drawn closer. */
const narrow = 600

/**
 * The journey as a map, to read or (with `edit`) to draw on. It takes the height that it needs, so that
 * the page scrolls and not the map.
 */
export function Canvas({ edit, ...props }: MapProps & { edit?: MapEdit }) {
  const { ref, width } = useElementSize()
  const { words, definition, counted, openStep, visited, flaws, onOpen } = props
  const isNarrow = width < narrow
  const room = isNarrow ? margin.close : margin.roomy
  const drawn = useMemo(
    () =>
      drawing(
        { words, definition, counted, openStep, visited, flaws, onOpen },
        isNarrow ? close : roomy,
      ),
    [words, definition, counted, openStep, visited, flaws, onOpen, isNarrow],
  )
  const scale = Math.min(1, Math.max(smallest, (width - 2 * room) / drawn.width))
  const height = drawn.height * scale + 2 * room
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows walk from button to button inside
    <div
      ref={ref}
      className={classes.canvas}
      data-narrow={isNarrow}
      data-drawn-on={edit !== undefined}
      style={{ height }}
      onKeyDown={(event) => onMapKey(event, drawn.graph, edit)}
    >
      {width > 0 && (
        <MapEditProvider value={edit}>
          <ReactFlowProvider>
            <Flow drawn={drawn} width={width} height={height} scale={scale} fixed={isNarrow} />
          </ReactFlowProvider>
        </MapEditProvider>
      )}
    </div>
  )
}
