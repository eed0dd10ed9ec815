import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { wordings } from '../server/src/demo/wordings.ts'
import { publishWording } from '../server/src/modules/consent/index.ts'
import { commandLine, createKey, Right } from '../server/src/modules/team/index.ts'
import { consumerStates, createSource } from '../server/src/modules/thread/index.ts'
import type { BenchHouse } from './house.ts'
import { post } from './load.ts'

export interface Door {
  readonly base: string
  readonly authorization: string
  readonly key: string
}

/** What a bench needs to come in like anybody else: a source, an API key, the words of consent. */
export async function openDoor(house: BenchHouse, base: string): Promise<Door> {
  return house.inWork(async (work) => {
    const source = await createSource(work, { name: 'bench', kind: 'server' })
    for (const wording of wordings) await publishWording(work, wording)
    const { key } = await createKey(work, commandLine, {
      name: 'bench',
      rights: Right.options,
    })
    return { base, authorization: `Basic ${btoa(`${source.writeKey}:`)}`, key: `Bearer ${key}` }
  })
}

/** Calls the product's API. */
export async function call<Answer>(door: Door, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${door.base}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: door.key, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  const text = await answer.text()
  return (text ? JSON.parse(text) : undefined) as Answer
}

/** People with an address who agreed to mails, sent in through the door like everybody else. */
export function crowd(size: number, name: string): object[] {
  return Array.from({ length: size }, (_, index) => [
    {
      ...{ type: 'identify', userId: `${name}-${index}`, messageId: `${name}-i-${index}` },
      traits: { email: `${name}-${index}@mail.example`, firstName: 'Camille', language: 'fr' },
    },
    {
      ...{ type: 'track', event: 'Consent Given', userId: `${name}-${index}` },
      messageId: `${name}-c-${index}`,
      properties: {
        purpose: 'marketing',
        channel: 'email',
        wording: 'newsletter-2',
        language: 'fr',
      },
    },
  ]).flat()
}

export async function send(door: Door, events: readonly object[]): Promise<void> {
  let next = 0
  await post({
    url: `${door.base}/v1/batch`,
    authorization: door.authorization,
    connections: 4,
    next: () => {
      const batch = events.slice(next, next + 200)
      next += 200
      return batch.length > 0 ? JSON.stringify({ batch }) : undefined
    },
  })
}

/** Waits until everything that was accepted is woven and every consumer has read it. */
export async function settled(house: BenchHouse): Promise<void> {
  while ((await consumerStates(house.db)).some(({ behind }) => behind > 0)) await pause(50)
}

/** Fifty live audiences of the kinds that marketers make: counts in windows, traits, consent. */
export async function fiftyAudiences(door: Door): Promise<void> {
  const names = ['Page Viewed', 'Product Viewed', 'Product Added', 'Order Completed', 'Identified']
  const day = 86_400
  for (let index = 0; index < 50; index++) {
    const event = {
      kind: 'event',
      name: names[index % names.length],
      count: { op: 'gte', n: 1 + (index % 7) },
      withinSeconds: day * (1 + index),
    }
    const trait = { kind: 'trait', path: 'firstName', op: 'eq', value: 'Camille' }
    const consent = { kind: 'consent', purpose: 'marketing', channel: 'email', is: 'given' }
    const of = index % 3 === 0 ? [event] : index % 3 === 1 ? [event, trait] : [event, consent]
    await call(door, '/api/audiences', {
      name: `audience ${index}`,
      condition: { kind: 'all', of },
    })
  }
}

export async function audiencesBuilt(house: BenchHouse): Promise<void> {
  const building = () =>
    sql<{ left: number }>`
      select count(*)::int as left from audiences.audience where state <> 'live'`.execute(house.db)
  while (((await building()).rows[0]?.left ?? 0) > 0) await pause(100)
}
