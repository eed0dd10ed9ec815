import type { Db } from '../../../kernel/database.ts'
import type { Seal } from '../../../kernel/seal.ts'
import type { InWork, Work } from '../../../kernel/work.ts'
import type { Door } from '../door/door.ts'
import type { InboxEvent } from '../events.ts'
import type { Parcel } from '../parcel.ts'
import { quarantine } from '../quarantine.ts'
import { putInInbox } from '../record.ts'
import { NotReadable } from '../refusals.ts'
import type { KnownSource } from '../source.ts'
import type { HookPayload } from './mapping.ts'
import { readPayload } from './read.ts'
import { NoSuchHook, Replayed, SecretUnreadable, SignatureRefused } from './refusals.ts'
import { checkSignature } from './signature.ts'
import { sealedFor } from './store.ts'

interface Surroundings {
  readonly db: Db
  readonly inWork: InWork
  readonly seal: Seal
  readonly door: Pick<Door, 'keyring' | 'gate'>
}

export interface HookRequest {
  readonly id: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

export type HookAnswer = 'taken' | 'repeated' | 'skipped' | 'kept'

/** Takes what another program sends: who signed it, once, as the event that the mapping says. */
export async function takeHook(
  { db, inWork, seal, door }: Surroundings,
  { id, headers, body }: HookRequest,
): Promise<HookAnswer> {
  const source = await door.keyring.byId(id)
  if (source?.kind !== 'webhook') throw new NoSuchHook({})
  const row = await db
    .selectFrom('thread.webhook')
    .selectAll()
    .where('source_id', '=', id)
    .executeTakeFirst()
  if (!row?.secret) throw new NoSuchHook({})
  const secret = seal.open(row.secret, sealedFor(id))
  if (secret === undefined) throw new SecretUnreadable({})
  const header = headers[row.signature.header]
  const signature = checkSignature(row.signature, secret, {
    ...{ header: typeof header === 'string' ? header : undefined, body },
    // The wall's time: whoever signs does not know that a demo's clock was moved.
    now: Date.now(),
  })
  if (typeof signature === 'string') throw new SignatureRefused({ reason: signature })

  const passage = await door.gate.enter(source, undefined, 1)
  const payload = readable(headers, body)
  return inWork(async (work) => {
    if (!(await isNew(work, id, signature))) {
      // Who signs the time signs each try anew; from others the same request is an honest retry.
      if (row.signature.scheme === 'timed') throw new Replayed({})
      return 'repeated'
    }
    await keepPayload(work, id, payload)
    const parcel = readPayload(source, row.mapping, payload, {
      ...passage,
      ...{ receivedAt: work.now.getTime(), newId: work.newId },
    })
    return parcel ? store(work, door, source, parcel) : 'skipped'
  })
}

/** Headers that carry credentials are nothing to map, and nothing to keep. */
const kept = /^(x-(?!forwarded)|content-type$|user-agent$|ce-)/

function readable(headers: HookRequest['headers'], body: Buffer): HookPayload {
  const named = Object.entries(headers).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && kept.test(pair[0]),
  )
  try {
    return { headers: Object.fromEntries(named), body: JSON.parse(body.toString('utf8')) }
  } catch {
    throw new NotReadable({ reason: 'json' })
  }
}

async function isNew(work: Work, id: string, signature: Buffer): Promise<boolean> {
  const first = await work.tx
    .insertInto('thread.webhook_seen')
    .values({ source_id: id, signature, at: work.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('source_id')
    .executeTakeFirst()
  return first !== undefined
}

async function keepPayload(work: Work, id: string, payload: HookPayload): Promise<void> {
  const values = { payload: JSON.stringify(payload).replaceAll('\\u0000', ''), at: work.now }
  await work.tx
    .insertInto('thread.webhook_payload')
    .values({ source_id: id, ...values })
    .onConflict((conflict) => conflict.column('source_id').doUpdateSet(values))
    .execute()
}

async function store(
  work: Work,
  { gate }: Pick<Door, 'gate'>,
  source: KnownSource,
  parcel: Parcel,
): Promise<HookAnswer> {
  await putInInbox(
    work,
    parcel.events.map((json) => JSON.parse(json) as InboxEvent),
  )
  await quarantine(work, parcel)
  gate.passed(source, parcel.events.length, parcel.rejected)
  return parcel.rejected.length > 0 ? 'kept' : 'taken'
}
