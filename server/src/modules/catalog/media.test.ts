import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'

let line: Line
let headers: Record<string, string>

beforeAll(async () => {
  line = await startLine()
  headers = { ...(await line.as('owner')), 'content-type': 'application/octet-stream' }
})
afterAll(() => line.stop())

const photo = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#a03060' } })
const send = (payload: Buffer) =>
  line.app.http.inject({ method: 'POST', url: '/api/catalog/media', headers, payload })

test('a picture is kept small, without what the camera wrote, and served for good', async () => {
  const body = await photo(2400, 1200)
    .withExif({ IFD0: { Copyright: 'somebody' } })
    .jpeg()
    .toBuffer()
  const kept = (await send(body)).json()
  const answer = await line.app.http.inject(kept.url)
  expect(answer.headers).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  })
  const shown = await sharp(answer.rawPayload).metadata()
  expect(shown).toMatchObject({ format: 'webp', width: 800, height: 400 })
  expect(shown.exif).toBeUndefined()
  const small = await line.app.http.inject(kept.url.replace('800', '320'))
  expect((await sharp(small.rawPayload).metadata()).width).toBe(320)
  expect((await line.app.http.inject(kept.url.replace('800', '801'))).statusCode).toBe(404)
})

test('the same picture sent again is the one that is there', async () => {
  const body = await photo(50, 50).png().toBuffer()
  const [one, other] = [(await send(body)).json(), (await send(body)).json()]
  expect(other.id).toBe(one.id)
})

test.each([
  [
    'a drawing that may hold a script',
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
    ),
  ],
  ['a page', Buffer.from('<html><script>alert(1)</script></html>')],
  ['nothing', Buffer.alloc(0)],
  ['the beginning of a picture', Buffer.from('\x89PNG\r\n\x1a\n')],
])('%s is refused, whatever it is called', async (_, body) => {
  const answer = await line.app.http.inject({
    ...{ method: 'POST', url: '/api/catalog/media', payload: body },
    headers: { ...headers, 'content-type': 'image/png' },
  })
  expect(answer.json().code).toBe('catalog/no-picture')
})

test('one of more points than a page could need is refused before it is unpacked', async () => {
  const body = await photo(12_000, 6_000).png().toBuffer()
  expect((await send(body)).json().code).toBe('catalog/picture-too-large')
})
