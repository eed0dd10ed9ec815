import { isDeepStrictEqual } from 'node:util'
import type { Value } from '../../server/src/modules/audiences/properties/contract.ts'
import { eachCase } from '../each.ts'
import { type Case, type Expectation, personOf, type Step, send, timeComes } from '../engagement.ts'
import type { Product } from '../product.ts'
import type { Suite } from '../suite.ts'

/** What is worked out about people: things are told as clients tell them, their properties are read. */
export const suite: Suite = eachCase(async (product, one, zero) => {
  await define(product, [{ name: 'id', value: { user_id: true } }, ...(one.properties ?? [])])
  const defined = new Set(['id', ...(one.properties ?? []).map(({ name }) => name)])
  const faults: string[] = []
  for (const [index, step] of one.timeline.entries()) {
    await timeComes(product, zero + step.at_ms)
    const redefined = step.redefine?.properties ?? []
    await define(product, redefined)
    for (const { name } of redefined) defined.add(name)
    if (step.type) {
      await send(product, zero, withAttachments(step))
      await product.settle()
    }
    if (!step.expect) continue
    const found = await faultsIn(product, step.expect)
    faults.push(...found.map((fault) => `step ${index}, at ${step.at_ms} ms: ${fault}`))
  }
  for (const name of defined) await product.call('DELETE', `/api/properties/${encode(name)}`)
  return faults
})

const encode = encodeURIComponent

async function define({ call }: Product, properties: NonNullable<Case['properties']>) {
  for (const { name, value } of properties) {
    const frozen = value.only_changes_on_explicit_request === true
    await call('PUT', `/api/properties/${encode(name)}`, { value: ourValue(value), frozen })
  }
}

type Said = Record<string, unknown>

function ourValue(said: Said): Value {
  if (said.user_id) return { kind: 'userId' }
  if (said.latest_trait !== undefined) return { kind: 'trait', path: String(said.latest_trait) }
  if (said.from_latest_event !== undefined) {
    return { kind: 'event', name: String(said.from_latest_event), path: String(said.path) }
  }
  if (said.file !== undefined) return { kind: 'file', name: String(said.file) }
  if (Array.isArray(said.first_present_of)) {
    return { kind: 'firstPresent', of: said.first_present_of.map(ourValue) }
  }
  throw new Error(`unknown value ${JSON.stringify(said)}`)
}

/** Files hang on our events as `attachments`. */
function withAttachments(step: Step): Step {
  const { DFAttachedFiles: attachments, ...properties } = step.properties ?? {}
  return attachments === undefined ? step : { ...step, properties: { ...properties, attachments } }
}

async function faultsIn(product: Product, { users = {} }: Expectation): Promise<string[]> {
  const faults: string[] = []
  for (const [user, { properties: expected }] of Object.entries(users)) {
    if (!expected) continue
    const person = await personOf(product, user)
    const found: Said = person
      ? await product.call('GET', `/api/customers/${person}/properties`)
      : {}
    faults.push(...differences(found, expected).map((fault) => `${user}: ${fault}`))
  }
  return faults
}

function differences(found: Said, expected: Said): string[] {
  // Only some cases name the id, which everybody has.
  const names = new Set([...Object.keys(expected), ...Object.keys(found)])
  if (expected.id === undefined) names.delete('id')
  return [...names]
    .filter((name) => !isDeepStrictEqual(found[name], expected[name]))
    .map((name) => {
      const [is, should] = [found[name], expected[name]].map((one) => JSON.stringify(one))
      return `${name} is ${is ?? 'absent'}, not ${should ?? 'absent'}`
    })
}
