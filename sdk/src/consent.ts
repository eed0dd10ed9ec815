import type { Choices, Decided } from './choices.ts'
import type { Properties } from './events.ts'

/** A decision with its proof: for what, upon which words, in which form. */
export interface Decision extends Properties {
  purpose?: string
  channel?: string
  wording?: string
  language?: string
  form?: string
}

/** Whether visits may be measured on this browser: what was decided, and nothing else is stored. */
export class Gate {
  readonly #choices: Choices
  readonly #required: boolean

  constructor(choices: Choices, required: boolean) {
    this.#choices = choices
    this.#required = required
  }

  get decided(): Decided | undefined {
    return this.#choices.of('analytics')
  }

  get open(): boolean {
    return this.#required ? this.decided === 'given' : this.decided !== 'withdrawn'
  }
}
