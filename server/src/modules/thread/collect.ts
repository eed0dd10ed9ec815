import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { isObject } from './read-event.ts'
import { NotReadable } from './refusals.ts'

/** Segment's limits for one request. Beyond them nothing is taken, as its libraries expect. */
export const maxBody = 500 * 1024
export const maxEvents = 2500

const inflate = promisify(gunzip)

/** The JSON of a body, inflated if need be: libraries lie about its type, so only the bytes count. */
export async function readBody(body: unknown, encoding: string | undefined): Promise<unknown> {
  if (!Buffer.isBuffer(body) || body.length === 0) throw new NotReadable({ reason: 'empty' })
  const zipped = encoding === 'gzip' || (body[0] === 0x1f && body[1] === 0x8b)
  const text = zipped ? await bounded(body) : body.toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw new NotReadable({ reason: 'json' })
  }
}

async function bounded(body: Buffer): Promise<string> {
  try {
    return (await inflate(body, { maxOutputLength: maxBody })).toString('utf8')
  } catch {
    throw new NotReadable({ reason: 'gzip' })
  }
}

/**
 * The write key a request brings: `Basic base64(key:)`, the colon may be missing; Bearer; in the
 * body; in the query (the beacon, which can set no header).
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
  if (scheme?.toLowerCase() === 'bearer' && credentials) return credentials
  if (isObject(body) && typeof body.writeKey === 'string') return body.writeKey
  if (isObject(query) && typeof query.writeKey === 'string') return query.writeKey
  return undefined
}
