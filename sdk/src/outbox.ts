import type { Message } from './events.ts'
import { readJson, type Storage } from './storage.ts'

/** What may wait while the line is down; the oldest give way. */
const mostWaiting = 200
const mostCharacters = 400_000
/** What one request carries. A page that is left may send 64 KB. */
const mostSent = 50
const mostLeaving = 60_000

const gathers = 400
const longestPause = 60_000

interface OutboxOptions {
  storage: Storage
  host: string
  writeKey: string
}

/**
 * Events on their way. They lie in storage until the server has confirmed them, so that a reload, a
 * closed tab or a tunnel loses none; two tabs may send one twice, which the server recognises.
 */
export class Outbox {
  #storage: Storage
  readonly #host: string
  readonly #writeKey: string
  #timer: ReturnType<typeof setTimeout> | undefined
  #sending = false
  #failures = 0

  constructor({ storage, host, writeKey }: OutboxOptions) {
    this.#storage = storage
    this.#host = host
    this.#writeKey = writeKey
  }

  add(message: Message): void {
    const waiting = [...this.waiting(), message]
    while (waiting.length > mostWaiting || size(waiting) > mostCharacters) waiting.shift()
    this.#keep(waiting)
    if (!this.#failures) this.#schedule(waiting.length < 20 ? gathers : 0)
  }

  waiting(): Message[] {
    const waiting = readJson<Message[]>(this.#storage, 'queue')
    return Array.isArray(waiting) ? waiting : []
  }

  /** Goes on in another storage: what waits moves along. */
  move(storage: Storage): void {
    const waiting = this.waiting()
    this.#storage.remove('queue')
    this.#storage = storage
    if (waiting.length > 0) this.#keep([...this.waiting(), ...waiting])
  }

  /** Sends what waits, now; resolves when the server has answered or cannot be reached. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const messages = this.waiting().slice(0, mostSent)
    if (this.#sending || messages.length === 0) return
    this.#sending = true
    const pause = await this.#send(messages)
    this.#sending = false
    if (pause === undefined) {
      this.#failures = 0
      this.#confirm(messages)
      if (this.waiting().length > 0) await this.flush()
    } else this.#schedule(pause)
  }

  /** The page is being left: hands what waits to the browser, which sends it afterwards. */
  leave(): void {
    const messages = this.waiting()
    while (size(messages) > mostLeaving) messages.pop()
    if (messages.length === 0 || navigator.onLine === false) return
    const url = `${this.#host}/beacon/v1/batch?writeKey=${encodeURIComponent(this.#writeKey)}`
    if (navigator.sendBeacon?.(url, this.#body(messages))) this.#confirm(messages)
  }

  /** Undefined when the server has answered for good, else how long to wait before the next try. */
  async #send(messages: readonly Message[]): Promise<number | undefined> {
    try {
      // Plain text and no header of ours: a page elsewhere need not ask permission first.
      const { status, headers } = await fetch(`${this.#host}/v1/batch`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: this.#body(messages),
        keepalive: size(messages) < mostLeaving,
      })
      if (status !== 429 && status < 500) return undefined
      return this.#pause(Number(headers.get('retry-after')) * 1000)
    } catch {
      return this.#pause(0)
    }
  }

  #pause(asked: number): number {
    const doubled = Math.min(longestPause, 1000 * 2 ** this.#failures++)
    return Math.max(asked || 0, doubled * (0.5 + Math.random() / 2))
  }

  #body(batch: readonly Message[]): string {
    return JSON.stringify({ writeKey: this.#writeKey, sentAt: new Date().toISOString(), batch })
  }

  #confirm(sent: readonly Message[]): void {
    const gone = new Set(sent.map(({ messageId }) => messageId))
    this.#keep(this.waiting().filter(({ messageId }) => !gone.has(messageId)))
  }

  #keep(waiting: readonly Message[]): void {
    if (waiting.length > 0) this.#storage.write('queue', JSON.stringify(waiting))
    else this.#storage.remove('queue')
  }

  #schedule(wait: number): void {
    if (this.#timer !== undefined && wait > 0) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), wait)
  }
}

const size = (messages: readonly Message[]): number => JSON.stringify(messages).length
