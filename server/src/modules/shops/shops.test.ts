import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { nearest } from './index.ts'

let line: Line
let headers: { authorization: string }
const day = [{ from: '10:00', to: '19:00' }]
const place = (code: string, latitude: number, longitude: number, more: object = {}) => ({
  ...{ code, name: code, latitude, longitude, services: ['collect'] },
  address: { street: '1 rue Neuve', postalCode: '00000', city: code, country: 'FR' },
  hours: [[], day, day, day, day, day, []],
  ...more,
})

beforeAll(async () => {
  line = await startLine({ now: new Date('2026-11-24T09:30:00Z') })
  headers = await line.as('owner')
  await add(place('lille', 50.6405, 3.0633))
  await add(place('lens', 50.4291, 2.8319, { services: ['collect', 'drive'] }))
  await add(place('paris', 48.8572, 2.3596, { hours: [[], [], [], [], [], [], []] }))
  await add({ ...place('depot', 50.6, 3.06), kind: 'warehouse' })
})
afterAll(() => line.stop())

const add = (payload: object) =>
  line.app.http.inject({ method: 'POST', url: '/api/shops', headers, payload })
const find = async (query: string) =>
  (await line.app.http.inject(`/api/shop/locations?${query}`)).json()
const codes = (found: { code: string }[]) => found.map(({ code }) => code)

test('the nearest come first, with their distance; a warehouse is no shop', async () => {
  const found = await find('lat=50.63&lon=3.06')
  expect(codes(found)).toEqual(['lille', 'lens', 'paris'])
  expect(found[0].distance).toBeGreaterThan(1000)
  expect(found[0].distance).toBeLessThan(1300)
  expect(codes(await find('lat=50.63&lon=3.06&within=50000'))).toEqual(['lille', 'lens'])
  expect(
    (await nearest(line.db, { lat: 50.63, lon: 3.06 }, { limit: 1 })).map(({ code }) => code),
  ).toEqual(['lille'])
})

test('those that are open now, and those with a service', async () => {
  expect(codes(await find('open=true'))).toEqual(['lens', 'lille'])
  expect(codes(await find('service=drive&service=collect'))).toEqual(['lens'])
  expect(codes(await find('lat=48.85&lon=2.35&open=true'))).toEqual(['lens', 'lille'])
  expect((await find('lat=48.85&lon=2.35'))[0]).toMatchObject({
    code: 'paris',
    now: { open: false, opensAt: null },
  })
  expect((await line.app.http.inject('/api/shop/locations?lat=48')).statusCode).toBe(400)
})

test('a special day changes who is open; what was changed meanwhile is not overwritten', async () => {
  const all = (await line.app.http.inject({ url: '/api/shops', headers })).json()
  const lens = all.find(({ code }: { code: string }) => code === 'lens')
  expect(lens).toMatchObject({
    code: 'lens',
    now: { open: true, until: '2026-11-24T18:00:00.000Z' },
  })
  const put = (payload: object) =>
    line.app.http.inject({ method: 'PUT', url: `/api/shops/${lens.id}`, headers, payload })
  const special = [{ day: '2026-11-24', hours: [], note: 'stocktake' }]
  const changed = await put({ ...lens, specialDays: special })
  expect(changed.json()).toMatchObject({
    version: 2,
    specialDays: special,
    now: { open: false, opensAt: '2026-11-25T09:00:00.000Z' },
  })
  expect((await put({ ...lens, name: 'Other' })).json().code).toBe('shops/location-changed')
})

test('a place that is given up is shown to no shopper, and to the team as it was', async () => {
  const added = (await add(place('closed', 50.63, 3.06, { active: false }))).json()
  expect(added).toMatchObject({ code: 'closed', active: false })
  expect(codes(await find('lat=50.63&lon=3.06'))).not.toContain('closed')
  expect(codes(await find(''))).not.toContain('closed')
  const one = await line.app.http.inject({ url: `/api/shops/${added.id}`, headers })
  expect(one.json()).toMatchObject({ id: added.id, active: false })
  const all = (await line.app.http.inject({ url: '/api/shops', headers })).json()
  expect(codes(all)).toContain('closed')
})

test('what shoppers are told of a shop is what they need, with its hours and no inner word', async () => {
  const [lens] = await find('service=drive')
  expect(lens).toMatchObject({
    ...{ code: 'lens', services: ['collect', 'drive'], timeZone: 'Europe/Paris' },
    address: { city: 'lens', country: 'FR' },
  })
  expect(lens.hours).toHaveLength(7)
  for (const inner of ['active', 'version', 'kind']) expect(lens).not.toHaveProperty(inner)
  expect(await find('limit=1')).toHaveLength(1)
})

test('a place is opened and changed by who may, each with its line in the audit', async () => {
  const agent = await line.as('agent')
  const said = { method: 'POST', url: '/api/shops', payload: place('agents', 50, 3) } as const
  expect((await line.app.http.inject({ ...said, headers: agent })).statusCode).toBe(403)
  const { id } = (await add(place('dijon', 47.32, 5.04))).json()
  const { body } = await line.app.http.inject({ url: '/api/audit?limit=5', headers })
  expect(body).toContain('shops/location-added')
  expect(body).toContain(`location:${id}`)
  const unknown = `/api/shops/${crypto.randomUUID()}`
  const gone = await line.app.http.inject({ url: unknown, headers })
  expect([gone.statusCode, gone.json().code]).toEqual([404, 'shops/location-unknown'])
})

test('the code of a place is for ever: events name it', async () => {
  const all = (await line.app.http.inject({ url: '/api/shops', headers })).json()
  const dijon = all.find(({ code }: { code: string }) => code === 'dijon')
  const payload = { ...dijon, code: 'beaune', name: 'Beaune' }
  const url = `/api/shops/${dijon.id}`
  const changed = await line.app.http.inject({ method: 'PUT', url, headers, payload })
  expect(changed.json()).toMatchObject({ code: 'dijon', name: 'Beaune' })
})

test.each([
  [
    'hours that overlap',
    {
      hours: [
        [
          { from: '10:00', to: '14:00' },
          { from: '13:00', to: '19:00' },
        ],
        [],
        [],
        [],
        [],
        [],
        [],
      ],
    },
    'shops/hours-overlap',
  ],
  ['a code that is taken', { code: 'lille' }, 'shops/location-exists'],
  ['half a place on earth', { longitude: null }, 'request/invalid'],
  ['a time zone that is none', { timeZone: 'Mars/Olympus' }, 'request/invalid'],
])('%s is refused', async (_, change, code) => {
  expect((await add(place('new', 50, 3, change))).json().code).toBe(code)
})
