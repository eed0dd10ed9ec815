import type { InWork } from '../../kernel/work.ts'
import { type Actor, audit } from '../team/index.ts'

interface Reading {
  readonly reader: Actor
  readonly customerId: string
  readonly key: string
}

/** A page that is open reads a profile again and again: within this time that is one reading. */
const oneReading = { person: 3_600_000, key: 86_400_000, 'command-line': 3_600_000 }
const mostRemembered = 50_000

/**
 * Who read which profile goes into the audit before the profile goes out. Readings of the same moment
 * are written in one transaction, so that a program which reads many costs one commit, not many.
 */
export class Readings {
  readonly #inWork: InWork
  readonly #known = new Map<string, number>()
  readonly #pending = new Map<string, Promise<void>>()
  #waiting: Reading[] = []
  #next: Promise<void> | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(inWork: InWork) {
    this.#inWork = inWork
  }

  async note(reader: Actor, customerId: string): Promise<void> {
    const key = `${reader.kind}:${reader.id} ${customerId}`
    if (performance.now() < (this.#known.get(key) ?? 0)) return
    await (this.#pending.get(key) ?? this.#gather({ reader, customerId, key }))
  }

  #gather(reading: Reading): Promise<void> {
    this.#waiting.push(reading)
    this.#next ??= this.#writeAfter(this.#writing)
    this.#pending.set(reading.key, this.#next)
    return this.#next
  }

  async #writeAfter(before: Promise<void>): Promise<void> {
    await before.catch(() => {}) // whoever waited for that one is told
    const readings = this.#waiting
    this.#waiting = []
    this.#next = undefined
    this.#writing = this.#write(readings)
    await this.#writing
  }

  async #write(readings: readonly Reading[]): Promise<void> {
    try {
      await this.#inWork(async (work) => {
        for (const { reader, customerId } of readings) {
          await audit(work, reader, 'customers/read', `customer:${customerId}`)
        }
      })
      if (this.#known.size > mostRemembered) this.#known.clear()
      for (const { reader, key } of readings) {
        this.#known.set(key, performance.now() + oneReading[reader.kind])
      }
    } finally {
      for (const { key } of readings) this.#pending.delete(key)
    }
  }
}
