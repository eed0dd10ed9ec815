import { audiencesJobs } from '../../server/src/modules/audiences/index.ts'
import { eachCase } from '../each.ts'
import { type Case, type Expectation, personOf, type Step, send, timeComes } from '../engagement.ts'
import type { Product } from '../product.ts'
import type { Suite } from '../suite.ts'
import { conditionOf } from './condition.ts'
import { entriesOf, publish } from './journeys.ts'

/** Who is in which audience, when: things are told as clients tell them, time goes on, members are read. */
export const suite: Suite = eachCase(async (product, one, zero) => {
  const segments = new Segments(product)
  const faults: string[] = []
  await segments.define(one.segments ?? [])
  const journeys = new Map<string, string>()
  for (const { name, entered_by_segment } of one.journeys_entered_by_segment ?? []) {
    journeys.set(name, await publish(product, name, segments.idOf(entered_by_segment)))
  }
  for (const [index, step] of one.timeline.entries()) {
    await timeComes(product, zero + step.at_ms)
    await take(product, segments, journeys, zero, step)
    if (!step.expect) continue
    const found = await segments.faultsIn(step.expect, journeys)
    faults.push(...found.map((fault) => `step ${index}, at ${step.at_ms} ms: ${fault}`))
  }
  for (const id of journeys.values()) await product.call('POST', `/api/journeys/${id}/stop`)
  await segments.forget()
  return faults
})

async function take(
  product: Product,
  segments: Segments,
  journeys: Map<string, string>,
  zero: number,
  step: Step,
): Promise<void> {
  if (step.redefine?.segments) await segments.define(step.redefine.segments)
  for (const { name, entered_by_segment } of step.publish_journeys ?? []) {
    journeys.set(name, await publish(product, name, segments.idOf(entered_by_segment)))
  }
  if (step.type === 'manual_list') {
    await segments.list(step)
  } else if (step.type) await send(product, zero, step)
  // Membership must be right after each event, not after rounds of the engine.
  if (step.type) await product.settle()
}

/** The segments of a case as audiences of the product. */
export class Segments {
  readonly #product: Product
  readonly #ids = new Map<string, string>()
  readonly #lists = new Map<string, string>()

  constructor(product: Product) {
    this.#product = product
  }

  idOf(name: string): string {
    const id = this.#ids.get(name)
    if (!id) throw new Error(`no segment ${name}`)
    return id
  }

  /** Draws audiences, or edits those that are there, and lets them be built. */
  async define(segments: NonNullable<Case['segments']>): Promise<void> {
    const { call, inWork, settle } = this.#product
    for (const { name, where } of segments) {
      const condition = await conditionOf(where, (version) => this.#listOf(name, version))
      const known = this.#ids.get(name)
      const { id, version } = known
        ? await call('PATCH', `/api/audiences/${known}`, { condition })
        : await call('POST', '/api/audiences', { name, condition })
      this.#ids.set(name, id)
      const build = audiencesJobs(inWork).find((job) => job.name === 'audiences/build')
      await build?.run({ audienceId: id, version })
    }
    await settle()
  }

  async #listOf(name: string, version: number): Promise<string> {
    const key = `${name} ${version}`
    const known = this.#lists.get(key)
    if (known) return known
    const { id } = await this.#product.call('POST', '/api/audience-lists', { name: key })
    this.#lists.set(key, id)
    return id
  }

  /** Puts somebody on a list or takes them off it; who is not known yet becomes so. */
  async list({ segment = '', version = 1, user, member, at_ms }: Step): Promise<void> {
    const { call, settle } = this.#product
    const userId = String(user)
    if (member && (await personOf(this.#product, userId)) === undefined) {
      await send(this.#product, this.#product.time.now.getTime(), {
        ...{ at_ms, type: 'traits', user: userId, event_time_ms: 0 },
      })
      await settle()
    }
    const action = member ? 'add' : 'remove'
    const id = await this.#listOf(segment, version)
    const change = { action, by: 'userId', values: [userId] }
    await call('POST', `/api/audience-lists/${id}/people`, change)
  }

  async faultsIn(
    { users = {}, journey_entries_total = {}, user_count }: Expectation,
    journeys: ReadonlyMap<string, string>,
  ): Promise<string[]> {
    const faults: string[] = []
    for (const [user, expected] of Object.entries(users)) {
      for (const [segment, is] of Object.entries(expected.segments ?? {})) {
        faults.push(...(await this.#faultsOf(user, segment, is)))
      }
    }
    for (const [name, total] of Object.entries(journey_entries_total)) {
      const found = await entriesOf(this.#product, journeys.get(name))
      if (found !== total) faults.push(`journey ${name} was entered ${found} times, not ${total}`)
    }
    if (user_count !== undefined) {
      const { customers } = await this.#product.call('POST', '/api/audiences/size', {
        condition: { kind: 'all', of: [] },
      })
      if (customers !== user_count) faults.push(`${customers} customers, not ${user_count}`)
    }
    return faults
  }

  /** What is kept, what "why" says and what a build from scratch would say must all be as expected. */
  async #faultsOf(user: string, segment: string, expected: boolean): Promise<string[]> {
    const { call } = this.#product
    const person = await personOf(this.#product, user)
    const id = this.idOf(segment)
    if (person === undefined) return expected ? [`${user} is nobody`] : []
    const memberships: { audienceId: string }[] = await call(
      'GET',
      `/api/customers/${person}/audiences`,
    )
    const is = memberships.some(({ audienceId }) => audienceId === id)
    const why = await call('GET', `/api/audiences/${id}/why/${person}`)
    return [
      ...(is === expected ? [] : [`${user} is ${is ? '' : 'not '}in ${segment}`]),
      ...(why.is === expected ? [] : [`“why” says that ${user} is ${why.is ? '' : 'not '}in it`]),
    ]
  }

  async forget(): Promise<void> {
    for (const id of [...this.#ids.values()].reverse()) {
      await this.#product.call('DELETE', `/api/audiences/${id}`)
    }
    for (const id of this.#lists.values()) {
      await this.#product.call('DELETE', `/api/audience-lists/${id}`)
    }
  }
}
