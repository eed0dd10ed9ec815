import type { Properties } from './events.ts'
import { readJson, type Storage } from './storage.ts'

/** A refusal is kept for half a year, then one may ask again; a yes for thirteen months. */
const kept = { given: 395 * 86_400_000, withdrawn: 183 * 86_400_000 }

export type Decided = keyof typeof kept

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
  readonly #storage: Storage
  readonly #required: boolean

  constructor(storage: Storage, required: boolean) {
    this.#storage = storage
    this.#required = required
  }

  get decided(): Decided | undefined {
    const choice = readJson<{ decided: Decided; at: number }>(this.#storage, 'consent')
    return choice && Date.now() - choice.at < (kept[choice.decided] ?? 0)
      ? choice.decided
      : undefined
  }

  get open(): boolean {
    return this.#required ? this.decided === 'given' : this.decided !== 'withdrawn'
  }

  decide(decided: Decided): void {
    this.#storage.write('consent', JSON.stringify({ decided, at: Date.now() }))
  }
}
