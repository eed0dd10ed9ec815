import type { ComponentType } from 'react'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import type { Step } from '../../../../server/src/modules/journeys/step-contract.ts'
import type { TextKey } from '../../texts/catalogue.ts'
import type { Words } from '../sentences.ts'

/** One way out of a step. */
export interface Exit {
  /** Tells the ways out of one step apart: `next`, `yes`, `arm:0` … */
  readonly key: string
  readonly to: string
  /** By which lines of people's paths it is told how many went this way. */
  readonly passage: { readonly what: string; readonly detail?: string }
}

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
  readonly templateIds: readonly string[]
  readonly audienceIds: readonly string[]
  readonly journeyIds: readonly string[]
}

/** Everything that the console knows of one kind of step: to draw it, say it, edit it and part it. */
export interface KindOf<Of extends Step = Step> {
  readonly icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>
  readonly group: StepGroup
  /** Whether people stay here, so that it is worth seeing who does. */
  readonly rests?: boolean
  /** A new step that leads to `next` by all its ways. */
  readonly fresh: (id: string, next: string, known: Known) => Of
  /** The ways out, first the one that is taken when the step itself is taken away. */
  readonly exits: (step: Of) => readonly Exit[]
  /** The same step, with one of its ways leading elsewhere. */
  readonly lead: (step: Of, key: string, to: string) => Of
  /** What is written on a way out; a step that has but one writes nothing. */
  readonly exitText?: (words: Words, step: Of, key: string) => string
  readonly title: (words: Words, step: Of) => string
  /** A second, quieter line where the first does not say all. */
  readonly subtitle?: (words: Words, step: Of) => string | undefined
  /** One or two sentences for who looks closer. */
  readonly explain: (words: Words, step: Of) => string
  readonly Form?: ComponentType<FormProps<Of>>
}

export type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>

export const nodeKey = (kind: string) => `journeys.node.${kind}` as TextKey

/** The only way out of a step that does one thing and goes on. */
export const onlyExit = (to: string, what: string): readonly Exit[] => [
  { key: 'next', to, passage: { what } },
]
