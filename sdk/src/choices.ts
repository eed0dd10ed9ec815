import { readJson, type Storage } from './storage.ts'

/** A refusal is kept for half a year, then one may ask again; a yes for thirteen months. */
const kept = { given: 395 * 86_400_000, withdrawn: 183 * 86_400_000 }

export type Decided = keyof typeof kept

interface Choice {
  decided: Decided
  at: number
}

/** What was decided on this browser, purpose by purpose; who said nothing has not agreed. */
export class Choices {
  readonly #storage: Storage

  constructor(storage: Storage) {
    this.#storage = storage
  }

  of(purpose: string): Decided | undefined {
    const choice = readJson<Choice>(this.#storage, place(purpose))
    return choice && Date.now() - choice.at < (kept[choice.decided] ?? 0)
      ? choice.decided
      : undefined
  }

  decide(purpose: string, decided: Decided): void {
    this.#storage.write(place(purpose), JSON.stringify({ decided, at: Date.now() }))
  }
}

const place = (purpose: string) => (purpose === 'analytics' ? 'consent' : `consent.${purpose}`)
