import { IconDoorEnter, IconFlag } from '@tabler/icons-react'
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import type { Step } from '../../../../server/src/modules/journeys/step-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { nodeKey } from '../steps/kind.ts'
import { kindOf } from '../steps/kinds.ts'
import classes from './Canvas.module.css'
import type { StepKind } from './graph.ts'

const ends = { entry: IconDoorEnter, goal: IconFlag }

export type StepNodeData = {
  kind: StepKind
  step: Step | undefined
  title: string
  subtitle: string | undefined
  waiting: number
  flawed: boolean
  open: boolean
  /** On the way of the person who is looked at. */
  visited: boolean
  onOpen: () => void
}

export function StepNode({ data }: NodeProps<Node<StepNodeData>>) {
  const { t, formats } = useTexts()
  const { kind, step, title, subtitle, waiting, flawed, open, visited, onOpen } = data
  const Icon = step ? kindOf(step).icon : ends[kind === 'goal' ? 'goal' : 'entry']
  return (
    <>
      <Handle type="target" position={Position.Top} className={classes.handle} />
      <button
        type="button"
        className={classes.node}
        data-kind={kind}
        data-flawed={flawed}
        data-visited={visited}
        aria-pressed={open}
        onClick={onOpen}
      >
        <span className={classes.icon}>
          <Icon size={18} stroke={1.5} aria-hidden />
        </span>
        <span className={classes.words}>
          <span className={classes.kind}>{t(nodeKey(kind))}</span>
          <span className={classes.title}>{title}</span>
          {subtitle && <span className={classes.subtitle}>{subtitle}</span>}
        </span>
        {waiting > 0 && (
          <span className={classes.here} title={t('journeys.node.hereLong', { count: waiting })}>
            {formats.short(waiting)}
          </span>
        )}
      </button>
      <Handle type="source" position={Position.Bottom} className={classes.handle} />
    </>
  )
}

export type FrameNodeData = { text: string; side: 'start' | 'end'; room: number }

/** Round the steps that an exit rule watches over: wherever one is inside, it ends the journey. */
export function FrameNode({ data: { text, side, room } }: NodeProps<Node<FrameNodeData>>) {
  return (
    <div className={classes.frame} data-side={side}>
      <p className={classes.frameText} style={{ maxWidth: room }}>
        {text}
      </p>
    </div>
  )
}
