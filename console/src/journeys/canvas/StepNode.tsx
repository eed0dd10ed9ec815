import { IconAlertTriangle, IconDoorEnter, IconFlag } from '@tabler/icons-react'
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { type Step, waysOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import type { FlawText } from '../edit/flaws.ts'
import { nodeKey } from '../steps/kind.ts'
import { kindOf } from '../steps/kinds.ts'
import classes from './Canvas.module.css'
import { useMapEdit } from './edit.ts'
import type { StepKind } from './graph.ts'

const ends = { entry: IconDoorEnter, goal: IconFlag }

export type StepNodeData = {
  id: string
  kind: StepKind
  step: Step | undefined
  title: string
  subtitle: string | undefined
  waiting: number
  /** What is wrong with it, said at the step itself. */
  flaw: FlawText | undefined
  note: string | undefined
  height: number
  open: boolean
  /** On the way of the person who is looked at. */
  visited: boolean
  onOpen: (byKey: boolean) => void
}

export function StepNode({ data }: NodeProps<Node<StepNodeData>>) {
  const { t, formats } = useTexts()
  const edit = useMapEdit()
  const { id, kind, step, title, subtitle, waiting, flaw, note, height, open, visited } = data
  const Icon = step ? kindOf(step).icon : ends[kind === 'goal' ? 'goal' : 'entry']
  return (
    <>
      <Handle
        type="target"
        position={Position.Top}
        className={classes.handle}
        isConnectable={step !== undefined}
        isConnectableStart={false}
      />
      <button
        type="button"
        className={classes.node}
        style={{ height }}
        data-step={id}
        data-kind={kind}
        data-flawed={flaw?.blocks ?? false}
        data-visited={visited}
        data-moving={edit?.moving === id}
        aria-pressed={open}
        onClick={({ detail }) => data.onOpen(detail === 0)}
      >
        <span className={classes.icon}>
          <Icon size={18} stroke={1.5} aria-hidden />
        </span>
        <span className={classes.words}>
          <span className={classes.kind}>{t(nodeKey(kind))}</span>
          <span className={classes.title}>{title}</span>
          {flaw ? (
            <span className={classes.flaw} data-blocks={flaw.blocks}>
              <IconAlertTriangle size={13} stroke={1.8} aria-hidden />
              <span>{flaw.text}</span>
            </span>
          ) : (
            subtitle && <span className={classes.subtitle}>{subtitle}</span>
          )}
        </span>
        {waiting > 0 && (
          <span className={classes.here} title={t('journeys.node.hereLong', { count: waiting })}>
            {formats.short(waiting)}
          </span>
        )}
      </button>
      {note && (
        <aside className={classes.note} aria-label={t('canvas.note.of', { step: title })}>
          {note}
        </aside>
      )}
      <Handle
        type="source"
        position={Position.Bottom}
        className={classes.handle}
        isConnectable={kind === 'entry' || (step !== undefined && waysOf(step).length === 1)}
      />
    </>
  )
}

export type FrameNodeData = { text: string; side: 'start' | 'end'; room: number }

/** Round the steps that an exit rule watches over: wherever one is inside, it ends the journey. */
export function FrameNode({ data: { text, side, room } }: NodeProps<Node<FrameNodeData>>) {
  return (
    <div className={classes.frame} data-side={side}>
      <p className={classes.frameText} style={{ maxWidth: room }} title={text}>
        {text}
      </p>
    </div>
  )
}
