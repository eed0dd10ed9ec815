import type { ComponentType } from 'react'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import type { Step } from '../../../../server/src/modules/journeys/step-contract.ts'
import type { TextKey } from '../../texts/catalogue.ts'
import type { Words } from '../sentences.ts'

/** Where one would look for a kind of step among the others. */
export const stepGroups = ['say', 'wait', 'choose', 'do', 'end'] as const
export type StepGroup = (typeof stepGroups)[number]

export interface FormProps<Of extends Step> {
  step: Of
  definition: Definition
  onChange: (step: Of) => void
}

/** What a fresh step may name, so that it is whole from the start. */
export interface Known {
  readonly audienceIds: readonly string[]
  readonly listIds: readonly string[]
}

/** Everything that the console knows of one kind of step: to draw it, say it and edit it. */
export interface KindOf<Of extends Step = Step> {
  readonly icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>
  readonly group: StepGroup
  /** Whether people stay here, so that it is worth seeing who does. */
  readonly rests?: boolean
  /** A new step that leads to `next` by all its ways. */
  readonly fresh: (id: string, next: string, known: Known) => Of
  /** What is written on the ways out, in their order; a step that has but one writes nothing. */
  readonly wayTexts?: (words: Words, step: Of) => readonly string[]
  readonly title: (words: Words, step: Of) => string
  /** A second, quieter line where the first does not say all. */
  readonly subtitle?: (words: Words, step: Of) => string | undefined
  /** One or two sentences for who looks closer. */
  readonly explain: (words: Words, step: Of) => string
  readonly Form?: ComponentType<FormProps<Of>>
}

export const nodeKey = (kind: string) => `journeys.node.${kind}` as TextKey
