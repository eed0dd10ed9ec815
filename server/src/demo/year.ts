import { afterOrder, newsletter, reminded } from './after.ts'
import { Agenda } from './agenda.ts'
import { shops } from './catalogue.ts'
import type { DemoEvent } from './event.ts'
import { type Life, newLife, type World } from './life.ts'
import { type Arrival, visitOnline } from './online-visit.ts'
import { personOf } from './person.ts'
import { type Planned, planOf } from './plan.ts'
import { mix, type Random, randomFrom, weighted } from './random.ts'
import { anonymousTicket, visitShop } from './shop-visit.ts'

export interface YearOptions {
  readonly seed: number
  /** The year ends here, in milliseconds. */
  readonly now: number
  readonly customers: number
  readonly shopUrl: string
}

type Coming =
  | { readonly kind: 'event'; readonly event: DemoEvent }
  | { readonly kind: 'visit'; readonly visit: Planned; readonly arrival?: Arrival }
  | { readonly kind: 'newsletter'; readonly campaign: string }

const day = 86_400_000
const someShop = weighted(shops, ({ weight }) => weight)
/** Someone who knows the address by now. */
const onTheirOwn: Arrival = { source: 'direct', medium: 'none' }

/**
 * A year of the brand's life, event by event in the order of time. The same options give the same
 * events, so that a loading which was cut off can go on where it was.
 */
export function* yearOf({ seed, now, customers, shopUrl }: YearOptions): Generator<DemoEvent> {
  const agenda = new Agenda<Coming>()
  const lives: Life[] = Array.from({ length: customers }, (_, index) =>
    newLife(personOf(seed, index)),
  )
  let orders = 0
  const world: World = {
    shopUrl,
    wordingChangedAt: now - 182 * day,
    orderId: (series) => `${series}-${String(++orders).padStart(6, '0')}`,
    emit: (event) => agenda.add(event.at, { kind: 'event', event }),
  }
  const plan = planOf(seed, now, lives)
  for (const visit of plan.visits) agenda.add(visit.at, { kind: 'visit', visit })
  for (const { at, campaign } of plan.newsletters) agenda.add(at, { kind: 'newsletter', campaign })

  let turn = 0
  for (let next = agenda.next(); next && next.at <= now; next = agenda.next()) {
    const { item } = next
    if (item.kind === 'event') yield item.event
    else {
      const random = randomFrom(mix(seed, 2, ++turn))
      if (item.kind === 'visit') live(world, agenda, lives, item, random)
      else mailEverybody(world, agenda, lives, next.at, item.campaign, random)
    }
  }
}

/** One visit, and what follows from it. */
function live(
  world: World,
  agenda: Agenda<Coming>,
  lives: readonly Life[],
  { visit, arrival }: Coming & { kind: 'visit' },
  random: Random,
): void {
  const life = lives[visit.person] as Life
  if (visit.channel === 'till') {
    anonymousTicket(world, someShop(random.next()), life.person, visit.at, random)
  } else if (visit.channel === 'shop') {
    afterOrder(world, life, visitShop(world, life, visit.at, random), random)
  } else {
    const came = arrival ?? (visit.first ? life.person.acquisition : onTheirOwn)
    const result = visitOnline(world, life, visit.at, visit.channel, random, came)
    if (result.order) afterOrder(world, life, result.order, random)
    const back = result.abandoned && reminded(world, life, result.endedAt, random)
    if (back) returnVisit(agenda, visit.person, back.at, back.arrival)
  }
}

function mailEverybody(
  world: World,
  agenda: Agenda<Coming>,
  lives: readonly Life[],
  at: number,
  campaign: string,
  random: Random,
): void {
  for (const [person, life] of lives.entries()) {
    if (life.newsletter !== 'given') continue
    const back = newsletter(world, life, at, campaign, random)
    if (back) returnVisit(agenda, person, back.at, back.arrival)
  }
}

function returnVisit(agenda: Agenda<Coming>, person: number, at: number, arrival: Arrival): void {
  const visit: Planned = { at, person, channel: 'web', first: false }
  agenda.add(at, { kind: 'visit', visit, arrival })
}
