import { readJson, type Storage } from './storage.ts'
import { uuid } from './uuid.ts'

/** An id of the measurement lives thirteen months from its making; a visit makes it no younger. */
const lives = 395 * 86_400_000

interface Own {
  id: string
  since: number
}

/**
 * Counts views without consent, as the French authority allows: an id of its own that goes nowhere else,
 * the path of the page and nothing more, for sums of this site alone.
 */
export class Measure {
  readonly #storage: Storage
  readonly #writeKey: string
  readonly #url: string

  constructor(storage: Storage, writeKey: string, host: string) {
    this.#storage = storage
    this.#writeKey = writeKey
    this.#url = `${host}/v1/measure`
  }

  view(): void {
    if (this.#storage.read('measure.off') !== null) return
    const told = { writeKey: this.#writeKey, visitor: this.#visitor(), path: location.pathname }
    // As text: another origin need not be asked first. What is lost is one view of a sum.
    fetch(this.#url, { method: 'POST', body: JSON.stringify(told), keepalive: true }).catch(
      () => {},
    )
  }

  /** Somebody does not want to be counted either, or does again. */
  allow(allowed: boolean): void {
    if (allowed) {
      this.#storage.remove('measure.off')
    } else {
      this.#storage.remove('measure')
      this.#storage.write('measure.off', '1')
    }
  }

  #visitor(): string {
    const own = readJson<Own>(this.#storage, 'measure')
    if (own?.id && Date.now() - own.since < lives) return own.id
    const fresh = { id: uuid(), since: Date.now() }
    this.#storage.write('measure', JSON.stringify(fresh))
    return fresh.id
  }
}
