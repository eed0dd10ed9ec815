import type { Properties } from './events.ts'
import { readJson, type Storage } from './storage.ts'
import { uuid } from './uuid.ts'

/** A device is not followed for longer than thirteen months. */
const remembered = 395 * 86_400_000

interface Device {
  id: string
  since: number
}

/** Who is in front of this browser, as far as it has been told. */
export class Visitor {
  #storage: Storage

  constructor(storage: Storage) {
    this.#storage = storage
  }

  get anonymousId(): string {
    const device = readJson<Device>(this.#storage, 'device')
    if (device?.id && Date.now() - device.since < remembered) return device.id
    const fresh = { id: uuid(), since: Date.now() }
    this.#storage.write('device', JSON.stringify(fresh))
    return fresh.id
  }

  get userId(): string | undefined {
    return readJson<string>(this.#storage, 'user')
  }

  get traits(): Properties {
    return readJson<Properties>(this.#storage, 'traits') ?? {}
  }

  identify(userId: string | undefined, traits: Properties): void {
    const other = userId !== undefined && this.userId !== undefined && userId !== this.userId
    const known = other ? {} : this.traits
    if (userId !== undefined) this.#storage.write('user', JSON.stringify(userId))
    this.#storage.write('traits', JSON.stringify({ ...known, ...traits }))
  }

  /** Nobody that is known: the next event is a stranger's. */
  forget(): void {
    for (const name of ['device', 'user', 'traits']) this.#storage.remove(name)
  }

  /** Goes on in another storage; who was known there already stays who they are. */
  move(storage: Storage): void {
    const { anonymousId, userId, traits } = this
    const before = this.#storage
    this.#storage = storage
    if (storage.read('device') === null) {
      storage.write('device', JSON.stringify({ id: anonymousId, since: Date.now() }))
    }
    if (userId !== undefined || Object.keys(traits).length > 0) this.identify(userId, traits)
    for (const name of ['device', 'user', 'traits']) before.remove(name)
  }
}
