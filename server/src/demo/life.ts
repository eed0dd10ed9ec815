import type { Line } from './basket.ts'
import { shopName } from './catalogue.ts'
import type { Emit, SegmentEvent, SourceName } from './event.ts'
import type { Person } from './person.ts'
import type { Random } from './random.ts'
import { newsletterAt } from './wordings.ts'

/** What the brand and its customer have lived through together so far. */
export interface Life {
  readonly person: Person
  /** Has an account, so that signing in names them on any device. */
  account: boolean
  /** Devices on which they have given their e-mail address. */
  readonly knownOn: Set<string>
  /** Devices on which they are signed in by now. */
  readonly signedIn: Set<string>
  newsletter: 'unknown' | 'given' | 'withdrawn'
  opensMeasured: boolean
  hasApp: boolean
  cart: Line[]
  cartId: string
  cartUntil: number
  carts: number
  orders: number
}

export const newLife = (person: Person): Life => ({
  person,
  account: false,
  knownOn: new Set(),
  signedIn: new Set(),
  newsletter: 'unknown',
  opensMeasured: false,
  hasApp: false,
  cart: [],
  cartId: '',
  cartUntil: 0,
  carts: 0,
  orders: 0,
})

/** What the people of the demo live in: the same for all of them. */
export interface World {
  readonly shopUrl: string
  readonly emit: Emit
  /** A number for an order, of a series. */
  readonly orderId: (series: string) => string
  readonly wordingChangedAt: number
}

/** A visit as it goes on: who, with what device, and what time it is by now. */
export interface Stay {
  readonly world: World
  readonly life: Life
  readonly random: Random
  readonly source: SourceName
  readonly device: string
  at: number
  /** Something went into the cart. */
  filled: boolean
}

/** Some seconds pass. */
export function wait({ random }: Stay, from: number, to: number): number {
  return random.between(from, to) * 1000
}

/** Something happens now, and then the person reads on for a while. */
export function happen(stay: Stay, event: SegmentEvent, from = 8, to = 70): void {
  const { life, source, device, world } = stay
  const { language, userId } = life.person
  const till = source === 'till'
  world.emit({
    source,
    at: Math.round(stay.at),
    body: {
      ...event,
      ...(!till && { anonymousId: device }),
      ...(life.account && (till || life.signedIn.has(device)) && { userId }),
      context: {
        ...(!till && { locale: language === 'fr' ? 'fr-FR' : 'en-GB' }),
        ...(source === 'app' && {
          device: { type: life.person.ios ? 'ios' : 'android' },
          os: { name: life.person.ios ? 'iOS' : 'Android' },
        }),
        ...event.context,
      },
    },
  })
  stay.at += wait(stay, from, to)
}

export const track = (event: string, properties: Record<string, unknown> = {}): SegmentEvent => ({
  type: 'track',
  event,
  properties,
})

/** Leaves an address: for the newsletter, for a guest's order, or with an account. */
export function identify(stay: Stay, as: 'address' | 'account'): void {
  const { life, device } = stay
  const { person } = life
  life.knownOn.add(device)
  if (as === 'account') life.account = true
  if (life.account) life.signedIn.add(device)
  happen(
    stay,
    { type: 'identify', traits: as === 'account' ? traitsOf(person) : briefly(person) },
    2,
    10,
  )
}

const briefly = ({ email, language, firstName }: Person) => ({ email, language, firstName })

function traitsOf(person: Person) {
  const { email, language, firstName, lastName, phone, birthday, gender, city, postalCode } = person
  return {
    email,
    firstName,
    lastName,
    ...(phone && { phone }),
    birthday,
    gender: gender === 'f' ? 'female' : 'male',
    language,
    address: { city, postalCode, country: 'FR' },
    favoriteShop: shopName(person.shopId),
    skinType: person.skin,
    ...(person.childAge !== undefined && { childAge: person.childAge }),
    acquisition: person.acquisition.source,
  }
}

/** Says yes to the newsletter, perhaps also to being measured when opening it. */
export function subscribe(stay: Stay, form: string): void {
  const { life, world, random } = stay
  life.newsletter = 'given'
  const language = life.person.language
  const wording = newsletterAt(stay.at, world.wordingChangedAt)
  const said = { purpose: 'marketing', channel: 'email', wording, language, form }
  happen(stay, track('Consent Given', said), 1, 4)
  if (life.opensMeasured || !random.chance(0.22)) return
  life.opensMeasured = true
  const opens = { purpose: 'email_open_tracking', channel: 'email', wording: 'opens-1' }
  happen(stay, track('Consent Given', { ...opens, language, form }), 1, 4)
}
