import type { IncomingHttpHeaders } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { isObject } from './json.ts'
import { NotReadable } from './refusals.ts'

/** What one request may hold, packed and unpacked: RudderStack's limit, which its libraries rely on. */
export const maxBody = 4000 * 1024
/** Segment's limits for one request. Beyond them nothing is taken, as its libraries expect. */
const segmentBody = 500 * 1024
export const maxEvents = 2500

const inflate = promisify(gunzip)

interface Body {
  readonly json: unknown
  readonly bytes: number
}

/** The JSON of a body, inflated if need be: libraries lie about its type, so only the bytes count. */
export async function readBody(body: unknown, encoding: string | undefined): Promise<Body> {
  if (!Buffer.isBuffer(body) || body.length === 0) throw new NotReadable({ reason: 'empty' })
  const zipped = encoding === 'gzip' || (body[0] === 0x1f && body[1] === 0x8b)
  const plain = zipped ? await bounded(body) : body
  try {
    return { json: JSON.parse(plain.toString('utf8')), bytes: plain.length }
  } catch {
    throw new NotReadable({ reason: 'json' })
  }
}

async function bounded(body: Buffer): Promise<Buffer> {
  try {
    return await inflate(body, { maxOutputLength: maxBody })
  } catch {
    throw new NotReadable({ reason: 'gzip' })
  }
}

/**
 * Whether a request is heavier than its sender may make it. Events that are too large were set aside
 * and do not count: Segment's node library sends them, and they must not cost the others of their
 * batch. RudderStack's libraries, known by their packing or their header, fill batches beyond 500 KB.
 */
export function isTooHeavy(bytes: number, setAside: number, headers: IncomingHttpHeaders): boolean {
  const fromRudder = headers['content-encoding'] === 'gzip' || 'anonymousid' in headers
  return !fromRudder && bytes - setAside > segmentBody
}

/**
 * The write key a request brings: `Basic base64(key:)`, the colon may be missing; in the body; in the
 * query (the beacon, which can set no header); Bearer, which may also be a token beside the key.
 */
export function writeKeyOf(
  authorization: string | undefined,
  body: unknown,
  query: unknown,
): string | undefined {
  const [scheme, credentials] = authorization?.split(' ') ?? []
  if (scheme?.toLowerCase() === 'basic' && credentials) {
    const key = Buffer.from(credentials, 'base64').toString('utf8').split(':')[0]
    if (key) return key
  }
  if (isObject(body) && typeof body.writeKey === 'string') return body.writeKey
  if (isObject(query) && typeof query.writeKey === 'string') return query.writeKey
  return scheme?.toLowerCase() === 'bearer' ? credentials : undefined
}
