import { z } from 'zod'
import { attempt } from '../each.ts'
import { personOf } from '../engagement.ts'
import { Segments } from '../segments/suite.ts'
import { appear, type Scene } from './scene.ts'

const List = z.object({
  ...{ id: z.string(), title: z.string() },
  lists_found: z.number().optional(),
  counts: z.array(z.number()).optional(),
})

/** A rule that is only drawn matches nobody; a published one does; a list kept by hand is counted. */
export async function listCases(scene: Scene, given: object): Promise<void> {
  const { id, title, lists_found, counts } = List.parse(given)
  const faults = await attempt(async () => {
    await scene.product.forgetEverybody()
    if (counts) return counting(scene, id, counts)
    if (lists_found !== undefined) return finding(scene, /draft/i.test(title), lists_found)
    throw new Error('a list of which nothing is expected')
  })
  scene.tell({ id, title, faults })
}

async function finding(scene: Scene, isDraft: boolean, expected: number): Promise<string[]> {
  const { product } = scene
  const segments = new Segments(product)
  // What is only drawn in the editor is sized, and nothing more.
  if (isDraft) {
    const condition = { kind: 'trait', path: 'name', op: 'exists' }
    await product.call('POST', '/api/audiences/size', { condition })
  } else {
    await segments.define([{ name: 'named', where: { trait: 'name', exists: true } }])
  }
  try {
    await appear(scene, 'somebody', { name: 'Name' })
    const person = await personOf(product, 'somebody')
    const found = await product.call('GET', `/api/customers/${person}/audiences`)
    return found.length === expected ? [] : [`${found.length} lists, expected ${expected}`]
  } finally {
    await segments.forget()
  }
}

async function counting(scene: Scene, name: string, counts: readonly number[]): Promise<string[]> {
  const { call } = scene.product
  const { id } = await call('POST', '/api/audience-lists', { name })
  const faults: string[] = []
  let people = 0
  for (const expected of counts) {
    const values: string[] = []
    for (; people < expected; people++) {
      await appear(scene, `member-${people}`, {})
      values.push(`member-${people}`)
    }
    await call('POST', `/api/audience-lists/${id}/people`, { action: 'add', by: 'userId', values })
    const lists: { id: string; customers: number }[] = await call('GET', '/api/audience-lists')
    const found = lists.find((one) => one.id === id)?.customers
    if (found !== expected) faults.push(`${found} people, expected ${expected}`)
  }
  await call('DELETE', `/api/audience-lists/${id}`)
  return faults
}
