import '@xyflow/react/dist/base.css'
import { ActionIcon } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react'
import { ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react'
import { useEffect, useMemo } from 'react'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from './Canvas.module.css'
import { type Drawn, drawing, type MapProps } from './drawing.ts'
import { close, roomy } from './layout.ts'
import { FrameNode, StepNode } from './StepNode.tsx'
import { WayEdge } from './WayEdge.tsx'

const nodeTypes = { step: StepNode, frame: FrameNode }
const edgeTypes = { way: WayEdge }
const margin = { roomy: 28, close: 12 }
const smallest = 0.5
/** A map narrower than this is drawn closer. */
const narrow = 600

/** The journey as a map. It takes the height that it needs, so that the page scrolls and not the map. */
export function Canvas(props: MapProps) {
  const { ref, width } = useElementSize()
  const { words, definition, counted, openStep, visited, flawed, onOpen } = props
  const isNarrow = width < narrow
  const room = isNarrow ? margin.close : margin.roomy
  const drawn = useMemo(
    () =>
      drawing(
        { words, definition, counted, openStep, visited, flawed, onOpen },
        isNarrow ? close : roomy,
      ),
    [words, definition, counted, openStep, visited, flawed, onOpen, isNarrow],
  )
  const scale = Math.min(1, Math.max(smallest, (width - 2 * room) / drawn.width))
  const height = drawn.height * scale + 2 * room
  return (
    <div ref={ref} className={classes.canvas} data-narrow={isNarrow} style={{ height }}>
      {width > 0 && (
        <ReactFlowProvider>
          <Flow drawn={drawn} width={width} height={height} scale={scale} />
        </ReactFlowProvider>
      )}
    </div>
  )
}

interface FlowProps {
  drawn: Drawn
  width: number
  height: number
  scale: number
}

function Flow({ drawn, width, height, scale }: FlowProps) {
  const { t } = useTexts()
  const flow = useReactFlow()
  const x = (width - drawn.width * scale) / 2 - drawn.left * scale
  const y = (height - drawn.height * scale) / 2 - drawn.top * scale
  const home = useMemo(() => ({ x, y, zoom: scale }), [x, y, scale])
  useEffect(() => {
    flow.setViewport(home)
  }, [flow, home])
  return (
    <>
      <ReactFlow
        nodes={drawn.nodes}
        edges={drawn.edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        defaultViewport={home}
        minZoom={0.3}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        panOnScroll={false}
        preventScrolling={false}
        deleteKeyCode={null}
        aria-label={t('journeys.canvas.label')}
        attributionPosition="bottom-left"
      />
      <div className={classes.tools}>
        <ActionIcon size={28} aria-label={t('journeys.canvas.in')} onClick={() => flow.zoomIn()}>
          <IconPlus size={16} stroke={1.5} />
        </ActionIcon>
        <ActionIcon size={28} aria-label={t('journeys.canvas.out')} onClick={() => flow.zoomOut()}>
          <IconMinus size={16} stroke={1.5} />
        </ActionIcon>
        <ActionIcon
          size={28}
          aria-label={t('journeys.canvas.fit')}
          onClick={() => flow.setViewport(home, { duration: 120 })}
        >
          <IconFocusCentered size={16} stroke={1.5} />
        </ActionIcon>
      </div>
    </>
  )
}
