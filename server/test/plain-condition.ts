import { createHash } from 'node:crypto'
import type { Comparison } from '../src/modules/audiences/comparison-contract.ts'
import type { Condition, Leaf } from '../src/modules/audiences/condition-contract.ts'
import type { WovenEvent } from '../src/modules/thread/events.ts'

/** What there is to know of one person, in its plainest form. */
export interface PlainPerson {
  readonly customerId: string
  readonly traits: Readonly<Record<string, unknown>>
  readonly timeZone: string
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
  /** Everything they ever did, in any order. */
  readonly events: readonly WovenEvent[]
  readonly lists: ReadonlySet<string>
  readonly personas: ReadonlySet<string>
  readonly predictions: Readonly<Record<string, number | undefined>>
  /** What they said of a purpose and channel, and until when it stands. */
  readonly said: Readonly<Record<string, { is: string; until: number } | undefined>>
  readonly conditionOf: (audienceId: string) => Condition
}

const second = 1000
const day = 86_400 * second

/**
 * The plain meaning of a condition, written without regard to speed and without any of the engine's
 * code: what every shortcut must agree with, at every moment.
 */
export function means(condition: Condition, person: PlainPerson, now: number): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((part) => means(part, person, now))
    case 'any':
      return condition.of.some((part) => means(part, person, now))
    case 'not':
      return !means(condition.of, person, now)
    default:
      return leafMeans(condition, person, now)
  }
}

type Kinds = { readonly [Kind in Leaf['kind']]: Extract<Leaf, { kind: Kind }> }
type Means<One> = (leaf: One, person: PlainPerson, now: number) => boolean

const inOrder = ({ events }: PlainPerson) =>
  events.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.position - b.position)
const isRecent = ({ at }: WovenEvent, seconds: number | undefined, now: number) =>
  seconds === undefined || at.getTime() + seconds * second > now
function leafMeans(leaf: Leaf, person: PlainPerson, now: number): boolean {
  return (meanings[leaf.kind] as Means<Leaf>)(leaf, person, now)
}

const meanings: { readonly [Kind in Leaf['kind']]: Means<Kinds[Kind]> } = {
  trait: (leaf, { traits }) => compares(leaf, traits),
  seen: (leaf, person, now) => {
    const moment = leaf.which === 'first' ? person.firstSeenAt : person.lastSeenAt
    return moment.getTime() + leaf.withinSeconds * second > now
  },
  event: (leaf, { events }, now) => {
    const those = events.filter(
      (event) => fits(leaf, event) && isRecent(event, leaf.withinSeconds, now),
    )
    return ordered(those.length, leaf.count.op, leaf.count.n)
  },
  moment: (leaf, person, now) => {
    const those = inOrder(person).filter((event) => fits(leaf, event))
    const one = leaf.which === 'first' ? those[0] : those.at(-1)
    return lies(one?.at.getTime(), leaf, now)
  },
  occurrence: (leaf, person) => {
    const those = inOrder(person).filter((event) => fits(leaf, event))
    const one = leaf.which === 'first' ? those[0] : those.at(-1)
    return one !== undefined && leaf.has.every((part) => compares(part, one.properties))
  },
  amount: (leaf, { events }, now) => {
    const values = events
      .filter((event) => fits(leaf, event) && isRecent(event, leaf.withinSeconds, now))
      .map(({ properties }) => Number(properties[leaf.path]))
    const isNone = values.length === 0 && !['sum', 'distinct'].includes(leaf.measure)
    return isNone ? leaf.op === 'ne' : ordered(amountOf(values)[leaf.measure], leaf.op, leaf.value)
  },
  sequence: (leaf, person, now) => {
    const events = inOrder(person)
    return events.some((first, index) => {
      if (!fits(leaf.first, first) || !isRecent(first, leaf.lookbackSeconds, now)) return false
      const end = first.at.getTime() + leaf.withinSeconds * second
      const comes = events
        .slice(index + 1)
        .some((next) => fits(leaf.next, next) && next.at.getTime() <= end)
      return leaf.happens ? comes : !comes && now > end
    })
  },
  date: (leaf, { traits }, now) =>
    lies(Date.parse(String(traits[leaf.path])) || undefined, leaf, now),
  anniversary: (leaf, { traits, timeZone }, now) => {
    const born = /^\d{4}-(\d\d-\d\d)/.exec(String(traits[leaf.path]))?.[1]
    const today = Date.parse(`${dayAt(now, timeZone)}T00:00:00Z`)
    const days = Array.from(
      { length: leaf.toDays - leaf.fromDays + 1 },
      (_, index) => new Date(today + (leaf.fromDays + index) * day),
    )
    return born !== undefined && days.some((one) => comesRound(one, born))
  },
  held: (leaf, person, now) => {
    if (person.traits[leaf.path] !== leaf.value) return false
    let since: number | undefined
    for (const { type, at, properties } of inOrder(person)) {
      if (type !== 'identify' || !(leaf.path in properties)) continue
      since = properties[leaf.path] === leaf.value ? (since ?? at.getTime()) : undefined
    }
    if (since === undefined) throw new Error('a value that nobody said')
    const isLong = now >= since + leaf.seconds * second
    return isLong === (leaf.for === 'atLeast')
  },
  stage: (leaf, { events }, now) => {
    const orders = events.filter(({ name }) => name === 'Order Completed')
    return leaf.in.includes(stageAt(orders.map(({ at }) => now - at.getTime())))
  },
  channel: (leaf, { events }, now) => {
    const acts = events.filter(({ type }) => ['page', 'screen', 'track'].includes(type))
    const count = (channel: string) => acts.filter((act) => act.channel === channel).length
    const own = count(leaf.channel)
    if (leaf.which === 'preferred') {
      const isBefore = (channel: string) =>
        count(channel) < own || (count(channel) === own && channel >= leaf.channel)
      return own > 0 && acts.every(({ channel }) => isBefore(channel))
    }
    return acts.some(
      (act) => act.channel === leaf.channel && isRecent(act, leaf.withinSeconds, now),
    )
  },
  shop: (leaf, { events }, now) =>
    leaf.which === 'favourite'
      ? favourite(events) === leaf.shop
      : events.some(
          (event) =>
            event.name === 'Order Completed' &&
            event.properties.shop === leaf.shop &&
            isRecent(event, leaf.withinSeconds, now),
        ),
  audience: (leaf, person, now) => means(person.conditionOf(leaf.id), person, now),
  list: (leaf, { lists }) => lists.has(leaf.id),
  persona: (leaf, { personas }) => personas.has(leaf.id),
  predicted: (leaf, { predictions }) => {
    const value = predictions[leaf.name]
    return value !== undefined && ordered(value, leaf.op, leaf.value)
  },
  message: (leaf, { events }, now) => {
    const name = {
      ...{ sent: 'Email Sent', opened: 'Email Opened' },
      ...{ clicked: 'Email Link Clicked', bounced: 'Email Bounced' },
    }[leaf.did]
    const those = events.filter(
      (event) =>
        event.name === name &&
        (leaf.did !== 'clicked' || event.properties.bot !== true) &&
        (!leaf.templateId || event.properties.templateId === leaf.templateId) &&
        (!leaf.journeyId || event.properties.journeyId === leaf.journeyId) &&
        isRecent(event, leaf.withinSeconds, now),
    )
    return ordered(those.length, leaf.count.op, leaf.count.n)
  },
  consent: (leaf, { said }, now) => {
    const answer = said[`${leaf.purpose}/${leaf.channel}`]
    return (answer && answer.until > now ? answer.is : 'unknown') === leaf.is
  },
  sample: (leaf, { customerId }) => {
    const hash = createHash('sha256').update(`${leaf.seed}\0${customerId}`).digest('hex')
    return (Number.parseInt(hash.slice(0, 12), 16) / 16 ** 12) * 100 < leaf.percent
  },
  rfm: (leaf, { events }, now) => {
    const orders = events.filter(({ name }) => name === 'Order Completed')
    if (orders.length === 0) return false
    const last = Math.max(...orders.map(({ at }) => at.getTime()))
    const isIn = (value: number, range?: { from: number; to?: number | undefined }) =>
      !range || (value >= range.from && value < (range.to ?? Number.POSITIVE_INFINITY))
    const euros = orders.reduce((sum, { properties }) => sum + Number(properties.revenue), 0)
    return (
      isIn(Math.max(0, now - last) / day, leaf.recency) &&
      isIn(orders.length, leaf.frequency) &&
      isIn(leaf.currency === 'EUR' ? euros * 100 : 0, leaf.money)
    )
  },
  distance: (leaf, { traits, events }) => {
    const [latitude, longitude] = [Number(traits.latitude), Number(traits.longitude)]
    const [first = Number.NaN, ...more] = leaf.places
      .filter(({ name }) => leaf.which === 'nearest' || name === favourite(events))
      .map((place) => degreesBetween(place, { latitude, longitude }) * kmInDegree)
    const km = Math.min(first, ...more)
    return leaf.is === 'within' ? km <= leaf.km : km > leaf.km
  },
}

const kmInDegree = 111.195_08

/** The angle between two points of a sphere, by the law of cosines. */
function degreesBetween(one: Spot, other: Spot): number {
  const [a, b, c] = [one.latitude, other.latitude, other.longitude - one.longitude].map(
    (degrees) => (degrees / 180) * Math.PI,
  ) as [number, number, number]
  const cosine = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(c)
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) / Math.PI) * 180
}

interface Spot {
  readonly latitude: number
  readonly longitude: number
}

/** Where most orders were placed; of two such shops, where the last one was. */
function favourite(events: readonly WovenEvent[]): string | null {
  const orders = events
    .filter(({ name }) => name === 'Order Completed')
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.position - b.position)
  const shops = [...new Set(orders.map(({ properties }) => String(properties.shop)))]
  const those = (shop: string) => orders.filter(({ properties }) => properties.shop === shop)
  const last = (shop: string) => Math.max(...those(shop).map(({ at }) => at.getTime()))
  shops.sort((a, b) => those(b).length - those(a).length || last(b) - last(a))
  return shops[0] ?? null
}

function amountOf(values: readonly number[]) {
  const sum = values.reduce((all, value) => all + value, 0)
  return {
    sum,
    average: Math.round((sum / values.length) * 1e6) / 1e6,
    distinct: new Set(values).size,
    min: Math.min(...values),
    max: Math.max(...values),
  }
}

/** Whether a day is the one on which a day and month come round. */
function comesRound(date: Date, born: string): boolean {
  const text = date.toISOString().slice(5, 10)
  const isLeap = new Date(Date.UTC(date.getUTCFullYear(), 1, 29)).getUTCDate() === 29
  return text === born || (born === '02-29' && !isLeap && text === '02-28')
}

function stageAt(ages: readonly number[]) {
  const last = Math.min(...ages)
  if (ages.length === 0) return 'prospect'
  if (last > 365 * day) return 'lost'
  if (last > 180 * day) return 'at_risk'
  if (ages.filter((age) => age <= 365 * day).length >= 3) return 'loyal'
  return Math.max(...ages) <= 90 * day ? 'new' : 'active'
}

const dayAt = (now: number, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now)

interface Meant {
  readonly name: string
  readonly where?: readonly Comparison[] | undefined
  readonly items?: readonly Comparison[] | undefined
}

function fits({ name, where = [], items = [] }: Meant, event: WovenEvent): boolean {
  const isNamed = name.endsWith('*')
    ? event.name.startsWith(name.slice(0, -1))
    : event.name === name
  const { products } = event.properties
  const lines = Array.isArray(products) ? products : [event.properties]
  return (
    isNamed &&
    where.every((part) => compares(part, event.properties)) &&
    (items.length === 0 || lines.some((line) => items.every((part) => compares(part, line))))
  )
}

function compares(
  { path, op, value }: Comparison,
  bag: Readonly<Record<string, unknown>>,
): boolean {
  const found = bag[path] ?? undefined
  switch (op) {
    case 'eq':
      return found !== undefined && String(found) === String(value)
    case 'ne':
      return found === undefined || String(found) !== String(value)
    case 'exists':
      return found !== undefined
    case 'in':
      return found !== undefined && [value].flat().map(String).includes(String(found))
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return found !== undefined && ordered(Number(found), op, Number(value))
    default:
      throw new Error(`${op} is not in this test`)
  }
}

type Order = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte'

const ordered = (found: number, op: Order, wanted: number): boolean =>
  ({
    eq: found === wanted,
    ne: found !== wanted,
    gt: found > wanted,
    gte: found >= wanted,
    lt: found < wanted,
    lte: found <= wanted,
  })[op]

interface Placed {
  readonly is: string
  readonly seconds?: number | undefined
  readonly date?: string | undefined
}

function lies(moment: number | undefined, { is, seconds = 0, date = '' }: Placed, now: number) {
  if (moment === undefined) return false
  const ago = now - moment
  const span = seconds * second
  switch (is) {
    case 'withinLast':
      return ago >= 0 && ago < span
    case 'moreThanAgo':
      return ago >= span
    case 'withinNext':
      return ago < 0 && -ago <= span
    case 'moreThanAhead':
      return -ago > span
    case 'before':
      return moment < Date.parse(date)
    default:
      return moment >= Date.parse(date)
  }
}
