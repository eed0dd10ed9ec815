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
