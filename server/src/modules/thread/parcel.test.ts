import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readParcel } from './parcel.ts'

const receivedAt = Date.parse('2026-11-21T10:00:00Z')
let ids = 0
const arrival = {
  ...{ sourceId: 'source', kind: 'browser' as const, receivedAt },
  newId: () => `id-${ids++}`,
  connection: { address: '203.0.113.7', userAgent: 'curl/8' },
}

/** Text as bad clients send it: NULs, halves of surrogate pairs, escapes of escapes. */
const text = fc.string({
  unit: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom('\0', '\ud83d', '\udc00', '\\', '\\u0000', '"') },
    { weight: 40, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
  ),
  maxLength: 20,
})
const anything = fc.oneof(
  fc.jsonValue({ stringUnit: 'grapheme' }),
  text,
  fc.dictionary(text, text, { maxKeys: 4 }),
)
const kind = fc.constantFrom('track', 'identify', 'page', 'screen', 'group', 'alias', 'dance', 7)

/** Close enough to an event that it often is one, with anything at all in each of its places. */
const raw = fc.oneof({ weight: 4, arbitrary: eventLike() }, { weight: 1, arbitrary: anything })

function eventLike() {
  const mostly = (...usual: unknown[]) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...usual) },
      { weight: 1, arbitrary: anything },
    )
  return fc.record(
    {
      ...{ type: kind, event: mostly('Product Viewed'), messageId: mostly('m-1') },
      ...{ userId: mostly('u'), anonymousId: anything, previousId: anything, groupId: mostly('g') },
      timestamp: mostly('2026-11-21T09:00:00Z', '2026-11-22T09:00:00Z', receivedAt - 5.5, 0),
      ...{ originalTimestamp: mostly('2026-11-20T09:00:00Z'), sentAt: anything, name: anything },
      ...{ traits: anything, properties: anything, integrations: anything },
      context: fc.oneof(
        fc.record({
          userAgent: text,
          ip: anything,
          timezone: text,
          locale: text,
          direct: anything,
        }),
        anything,
      ),
    },
    { requiredKeys: ['type'] },
  )
}

test('whatever comes, each event is either taken or set aside with its reason, and no error spoils the batch', () => {
  fc.assert(
    fc.property(fc.array(raw, { maxLength: 8 }), anything, anything, (raws, sentAt, context) => {
      const said = { sentAt, ...(isRecord(context) && { context }) }
      // Through JSON, as a client's would come.
      const [came, rest] = JSON.parse(JSON.stringify([raws, said]))
      const parcel = readParcel(came, undefined, { ...arrival, ...rest })
      expect(parcel.events.length + parcel.rejected.length).toBe(raws.length)
      for (const one of parcel.rejected) expect(one.raw).not.toContain('\0')
    }),
    { numRuns: 500 },
  )
})

test('whatever is taken can be stored, and lies neither in the future nor before this century', () => {
  let taken = 0
  fc.assert(
    fc.property(raw, (one) => {
      const [json] = readParcel([JSON.parse(JSON.stringify(one))], undefined, arrival).events
      if (json === undefined) return
      taken++
      const event = JSON.parse(json)
      for (const part of textsOf(event)) {
        expect(part.isWellFormed()).toBe(true)
        expect(part).not.toContain('\0')
      }
      expect(event.at).toBeLessThanOrEqual(receivedAt)
      expect(event.at).toBeGreaterThanOrEqual(Date.UTC(2000, 0, 1))
      expect(event).not.toHaveProperty('integrations')
    }),
    { numRuns: 1000, examples: [[{ type: 'track', timestamp: { toString: 0 } }]] },
  )
  expect(taken).toBeGreaterThan(100)
})

const isRecord = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    yield key
    yield* textsOf(inner)
  }
}
