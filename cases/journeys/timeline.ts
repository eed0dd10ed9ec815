import { personOf } from '../engagement.ts'
import type { Product } from '../product.ts'
import { Segments } from '../segments/suite.ts'
import { cast } from './cast.ts'
import { definitionOf } from './definition.ts'
import { type Case, type Expected, Journey, type Step } from './schema.ts'
import { until } from './time.ts'

const dayMs = 86_400_000

/** What a case tells happens, through the doors; returns what was not as it expects. */
export async function runTimeline(product: Product, one: Case, zero: number): Promise<string[]> {
  const scene = new Scene(product, one, zero)
  await scene.open()
  try {
    return await scene.play()
  } finally {
    await scene.close()
  }
}

class Scene {
  readonly #product: Product
  readonly #case: Case
  readonly #zero: number
  readonly #segments: Segments
  readonly #known = new Set<string>()
  #journey = ''

  constructor(product: Product, one: Case, zero: number) {
    this.#product = product
    this.#case = one
    this.#zero = zero
    this.#segments = new Segments(product)
  }

  async open(): Promise<void> {
    const { call, time } = this.#product
    const { segments, journey, timeline, random_draw, id, title } = this.#case
    const first = Math.min(0, ...timeline.map(({ at_ms }) => at_ms))
    time.now = new Date(this.#zero + first - 1000)
    await this.#segments.define(segments)
    const template = await call('POST', '/api/messages/templates', {
      ...{ name: id, purpose: 'service' },
      contents: { en: { subject: title, mjml: mail } },
    })
    const definition = definitionOf(Journey.parse(journey), {
      templateId: template.id,
      audienceOf: (name) => this.#segments.idOf(name),
    })
    const created = await call('POST', '/api/journeys', { name: id, definition })
    this.#journey = created.id
    if (random_draw !== undefined) await this.#castFor(random_draw)
    if (!timeline.some((step) => step.journey_status === 'not_started')) await this.#start()
  }

  async #castFor(draw: number): Promise<void> {
    const { journey, timeline } = this.#case
    const step = journey.nodes.find((node) => node.do === 'random_split')?.id ?? ''
    const users = new Set(timeline.flatMap(({ user }) => (user === undefined ? [] : String(user))))
    for (const user of users) {
      await cast(this.#product, user, { journeyId: this.#journey, step, draw })
    }
  }

  async #start(): Promise<void> {
    const { call, settle } = this.#product
    await call('POST', `/api/journeys/${this.#journey}/publish`)
    if (this.#case.journey.entry.segment) {
      await call('POST', `/api/journeys/${this.#journey}/invite`)
    }
    await settle()
  }

  /** Steps and expectations in the order of time; at one moment, what happens comes first. */
  async play(): Promise<string[]> {
    const { timeline, expect } = this.#case
    const marks = [
      ...timeline.map((step) => ({ at: momentOf(step), step })),
      ...expect.map((expected) => ({ at: expected.at_ms ?? Number.MAX_SAFE_INTEGER, expected })),
    ]
    const faults: string[] = []
    for (const mark of marks.sort((one, other) => one.at - other.at)) {
      if ('step' in mark) {
        await until(this.#product, this.#zero + mark.at)
        await this.#take(mark.step)
        await this.#product.settle()
      } else if (mark.expected.run_ends_at_local) {
        faults.push(...(await this.#endOf(mark.expected)))
      } else {
        await until(this.#product, this.#zero + mark.at)
        const found = await this.#faultsOf(mark.expected)
        faults.push(...found.map((fault) => `at ${mark.at} ms: ${fault}`))
      }
    }
    return faults
  }

  async #take(step: Step): Promise<void> {
    const { call } = this.#product
    if (step.user !== undefined) await this.#meet(String(step.user))
    if (step.type) return this.#send(step)
    if (step.enter_segment) return this.#enter(step.enter_segment, String(step.user), true)
    if (step.leave_segment) return this.#enter(step.leave_segment, String(step.user), false)
    if (step.journey_status === 'paused') await call('POST', `/api/journeys/${this.#journey}/pause`)
    if (step.journey_status !== 'running') return
    const { status } = await call('GET', `/api/journeys/${this.#journey}`)
    if (status === 'draft') return this.#start()
    if (status === 'paused') await call('POST', `/api/journeys/${this.#journey}/resume`)
  }

  /** Whoever is to be written to has an address. */
  async #meet(user: string): Promise<void> {
    if (this.#known.has(user)) return
    this.#known.add(user)
    const email = `${encodeURIComponent(user)}@example.org`
    const long = new Date(this.#zero - 400 * dayMs).toISOString()
    await this.#product.collect({
      ...{ type: 'identify', userId: user, traits: { email }, timestamp: long },
    })
  }

  async #send(step: Step): Promise<void> {
    const { type, user, anonymous, event_time_ms = step.at_ms, message_id, name } = step
    await this.#product.collect({
      ...(user !== undefined && { userId: String(user) }),
      ...(anonymous !== undefined && { anonymousId: String(anonymous) }),
      ...(message_id !== undefined && { messageId: message_id }),
      timestamp: new Date(this.#zero + event_time_ms).toISOString(),
      ...(type === 'traits'
        ? { type: 'identify', traits: this.#meant(step.set ?? {}) }
        : { type: 'track', event: name, properties: this.#meant(step.properties ?? {}) }),
    })
  }

  /** `{now_plus_ms: n}` stands for a date. */
  #meant(values: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const plus = (value as { now_plus_ms?: number } | null)?.now_plus_ms
        if (plus === undefined) return [name, value]
        return [name, new Date(this.#zero + plus).toISOString()]
      }),
    )
  }

  /** Makes a segment by one trait true of somebody, anew if it is so already; or false. */
  async #enter(segment: string, userId: string, into: boolean): Promise<void> {
    const where = this.#case.segments.find(({ name }) => name === segment)?.where
    if (!where || !('trait' in where) || where.eq === undefined) {
      throw new Error(`nobody can be made to enter ${segment}`)
    }
    const { collect, settle, time } = this.#product
    for (const value of into ? ['-', where.eq] : ['-']) {
      const timestamp = time.now.toISOString()
      const traits = { [String(where.trait)]: value }
      await collect({ type: 'identify', userId, traits, timestamp })
      await settle()
      time.now = new Date(time.now.getTime() + 1)
    }
  }

  async #faultsOf(expected: Expected): Promise<string[]> {
    const sent = await this.#messages()
    const faults: string[] = []
    const compare = (what: string, found: number, wanted: number | undefined) => {
      if (wanted !== undefined && found !== wanted)
        faults.push(`${what}: ${found}, expected ${wanted}`)
    }
    compare('messages', sent.length, expected.messages_total)
    for (const [node, wanted] of Object.entries(expected.by_node ?? {})) {
      compare(node, sent.filter(({ step }) => step === node).length, wanted)
    }
    for (const [user, wanted] of Object.entries(expected.by_user ?? {})) {
      const person = await personOf(this.#product, user)
      compare(user, sent.filter(({ customerId }) => customerId === person).length, wanted)
    }
    const runs = expected.by_key ? await this.#runs() : []
    for (const [key, wanted] of Object.entries(expected.by_key ?? {})) {
      const ids = runs.filter((run) => run.key === key).map(({ id }) => id)
      compare(key, sent.filter(({ runId }) => ids.includes(runId)).length, wanted)
    }
    return faults
  }

  /** The messages that left the house. */
  async #messages(): Promise<{ step: string; customerId: string; runId: string }[]> {
    const { messages } = await this.#product.call(
      'GET',
      `/api/messages?originId=${this.#journey}&state=handed_over&limit=200`,
    )
    return messages
  }

  async #runs(): Promise<{ id: string; key: string; state: string; endedAt: string | null }[]> {
    const { runs } = await this.#product.call(
      'GET',
      `/api/journeys/${this.#journey}/runs?limit=200`,
    )
    return runs
  }

  /** `09:00..09:05`, as clocks of a zone show it. */
  async #endOf({ run_ends_at_local = '', timezone = 'UTC' }: Expected): Promise<string[]> {
    await until(this.#product, this.#product.time.now.getTime() + 8 * dayMs)
    const [from = '', to = ''] = run_ends_at_local.split('..')
    const clock = new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: timezone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    })
    const ends = (await this.#runs()).map(({ endedAt }) => endedAt)
    if (ends.length === 0) return ['nobody entered']
    return ends.flatMap((end) => {
      const shown = end ? clock.format(new Date(end)) : 'never'
      return end && shown >= from && shown <= to ? [] : [`the run ends at ${shown}`]
    })
  }

  async close(): Promise<void> {
    const { call } = this.#product
    const { status } = await call('GET', `/api/journeys/${this.#journey}`)
    if (status !== 'draft') await call('POST', `/api/journeys/${this.#journey}/stop`)
    await this.#product.settle()
    await this.#segments.forget()
  }
}

/** When a step takes place: when it is received, if that is later than it happened. */
const momentOf = ({ at_ms, received_ms }: Step) => Math.max(at_ms, received_ms ?? at_ms)

const mail =
  '<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body></mjml>'
