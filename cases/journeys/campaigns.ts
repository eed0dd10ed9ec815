import { z } from 'zod'
import { attempt } from '../each.ts'
import { draftTo, gather, listed, offer } from './crowd.ts'
import type { Scene } from './scene.ts'

const Campaign = z.strictObject({
  ...{ id: z.string(), title: z.string() },
  sends: z.number().optional(),
  enrolled: z.boolean().optional(),
})
type Campaign = z.infer<typeof Campaign>

/** Campaigns to lists: how many are sent, and who joins in time. */
export async function campaignCases(scene: Scene, given: object): Promise<void> {
  const one = Campaign.parse(given)
  const faults = await attempt(async () => {
    await scene.product.forgetEverybody()
    if (one.sends !== undefined) return sending(scene, one, one.sends)
    if (one.enrolled !== undefined) return joining(scene, one, one.enrolled)
    throw new Error('a campaign of which nothing is expected')
  })
  scene.tell({ id: one.id, title: one.title, faults })
}

const people = (prefix: string, n: number, subscribed = true) =>
  Array.from({ length: n }, (_, at) => ({ name: `${prefix}-${at}`, subscribed }))

const names = (all: readonly { name: string }[]) => all.map(({ name }) => name)

/** "20 subscribed members and 10 unsubscribed and 20 others": others stand on another list. */
async function sending({ product }: Scene, { id, title }: Campaign, expected: number) {
  const { call, settle } = product
  const count = (of: RegExp) => Number(of.exec(title)?.[1] ?? 0)
  const members = people('member', count(/(\d+) (?:subscribed )?members?/))
  const silent = people('silent', count(/(\d+) (?:unsubscribed|not subscribed)/), false)
  const others = people('other', count(/(\d+) others?/))
  await gather(product, [...members, ...silent, ...others])
  const list = await listed(product, id, names([...members, ...silent]))
  await listed(product, `${id} others`, names(others))
  const campaign = await draftTo(product, id, list, { templateId: await offer(product, id) })
  await call('POST', `/api/campaigns/${campaign}/schedule`)
  await settle()
  const { progress, state } = await call('GET', `/api/campaigns/${campaign}`)
  return [
    ...(progress.delivered === expected
      ? []
      : [`${progress.delivered} sends, expected ${expected}`]),
    ...(state === 'done' ? [] : [`it is ${state} and not done`]),
  ]
}

const hour = 3_600_000

/** Somebody joins the list while the campaign is a draft, or waits for its moment, which then comes. */
async function joining({ product }: Scene, { id, title }: Campaign, expected: boolean) {
  const { call, settle, time } = product
  await gather(product, people('somebody', 1))
  const list = await listed(product, id, [])
  const moment = new Date(time.now.getTime() + hour).toISOString()
  const more = { templateId: await offer(product, id), when: { at: 'moment', moment } }
  const campaign = await draftTo(product, id, list, more)
  if (!/draft/i.test(title)) await call('POST', `/api/campaigns/${campaign}/schedule`)
  await listed(product, id, ['somebody-0'], list)
  time.now = new Date(time.now.getTime() + hour)
  await settle()
  const { progress } = await call('GET', `/api/campaigns/${campaign}`)
  const isEnrolled = progress.enrolled === 1 && progress.delivered === 1
  return isEnrolled === expected ? [] : [`${progress.enrolled} enrolled, expected ${expected}`]
}
