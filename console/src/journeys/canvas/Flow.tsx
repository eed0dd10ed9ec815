import { ActionIcon } from '@mantine/core'
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react'
import { ReactFlow, useReactFlow, useStore } from '@xyflow/react'
import { useEffect, useMemo } from 'react'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from './Canvas.module.css'
import type { Drawn } from './drawing.ts'
import { useMapEdit } from './edit.ts'
import { FrameNode, StepNode } from './StepNode.tsx'
import { useDragging } from './useDragging.ts'
import { useReconnecting } from './useReconnecting.ts'
import { WayEdge } from './WayEdge.tsx'

const nodeTypes = { step: StepNode, frame: FrameNode }
const edgeTypes = { way: WayEdge }
/** Half the width of where the end of a way is taken, in pixels of the screen however small the map is. */
const grip = 9

interface FlowProps {
  drawn: Drawn
  width: number
  height: number
  scale: number
  /** On a phone a finger on the map scrolls the page. */
  fixed: boolean
}

export function Flow({ drawn, width, height, scale, fixed }: FlowProps) {
  const { t } = useTexts()
  const flow = useReactFlow()
  const edit = useMapEdit()
  const { nodes, edges, handlers } = useDragging(drawn)
  const reconnecting = useReconnecting()
  const x = (width - drawn.width * scale) / 2 - drawn.left * scale
  const y = (height - drawn.height * scale) / 2 - drawn.top * scale
  const home = useMemo(() => ({ x, y, zoom: scale }), [x, y, scale])
  useEffect(() => {
    flow.setViewport(home)
  }, [flow, home])
  const canDraw = edit !== undefined && !fixed
  const zoom = useStore(({ transform }) => transform[2])
  return (
    <>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        defaultViewport={home}
        minZoom={0.3}
        maxZoom={1.5}
        nodesDraggable={canDraw}
        nodesConnectable={canDraw}
        edgesReconnectable={canDraw}
        reconnectRadius={grip / zoom}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        panOnScroll={false}
        preventScrolling={false}
        nodeDragThreshold={6}
        deleteKeyCode={null}
        aria-label={t('journeys.canvas.label')}
        attributionPosition="bottom-left"
        {...(canDraw && handlers)}
        {...(canDraw && reconnecting)}
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
