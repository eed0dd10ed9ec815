import { cities } from './data/cities.ts'
import { englishNames, englishSurnames, men, surnames, women } from './data/names.ts'
import { deviceId, mix, type Random, randomFrom, weighted } from './random.ts'

/** How somebody deals with the brand: passing by, on the web, in the app, in the shop, everywhere. */
export type Style = 'passing' | 'web' | 'app' | 'shop' | 'everywhere'

/** How somebody first came. */
export interface Acquisition {
  readonly source: string
  readonly medium: string
  readonly name?: string
  readonly referrer?: string
}

/** One of the brand's customers, made up entirely from the seed and a number. */
export interface Person {
  readonly index: number
  readonly style: Style
  readonly firstName: string
  readonly lastName: string
  readonly gender: 'f' | 'm'
  readonly birthday: string
  readonly email: string
  /** The numbers kept for fiction are ten thousand: every second person has one. */
  readonly phone?: string
  readonly userId: string
  readonly language: 'fr' | 'en'
  readonly city: string
  readonly postalCode: string
  readonly shopId: string
  readonly computer: string
  readonly telephone: string
  readonly app: string
  readonly ios: boolean
  readonly acquisition: Acquisition
  /** What draws them: the share of cosmetics, and the categories they come back to. */
  readonly cosmetics: number
  readonly favourites: readonly string[]
  readonly skin: string
  readonly childAge?: number
  /** Likely to buy, to subscribe: about 1 on average. */
  readonly keen: number
}

const styles = weighted<readonly [Style, number]>(
  [
    ['passing', 30],
    ['web', 32],
    ['app', 12],
    ['shop', 12],
    ['everywhere', 14],
  ],
  ([, weight]) => weight,
)
const acquisitions = weighted<readonly [Acquisition, number]>(
  [
    [{ source: 'google', medium: 'organic', referrer: 'https://www.google.fr/' }, 30],
    [
      {
        source: 'google',
        medium: 'cpc',
        name: 'marque-colombe',
        referrer: 'https://www.google.fr/',
      },
      14,
    ],
    [
      {
        source: 'instagram',
        medium: 'social',
        name: 'rituel-rosee',
        referrer: 'https://l.instagram.com/',
      },
      17,
    ],
    [
      {
        source: 'facebook',
        medium: 'social',
        name: 'idees-cadeaux',
        referrer: 'https://www.facebook.com/',
      },
      7,
    ],
    [
      { source: 'tiktok', medium: 'social', name: 'booktok', referrer: 'https://www.tiktok.com/' },
      6,
    ],
    [{ source: 'babelio', medium: 'referral', referrer: 'https://www.babelio.com/' }, 5],
    [{ source: 'direct', medium: 'none' }, 21],
  ],
  ([, weight]) => weight,
)
const homes = weighted(cities, ([, , weight]) => weight)
const cosmeticCategories = [
  'face',
  'face',
  'body',
  'hair',
  'bath',
  'perfume',
  'sun',
  'home',
  'shave',
]
const bookCategories = [
  'novel',
  'fantasy',
  'crime',
  'youth',
  'romance',
  'wellbeing',
  'adventure',
  'cooking',
  'travel',
  'art',
  'poetry',
]
const skins = ['dry', 'oily', 'sensitive', 'combination', 'mature', 'all']
const mailboxes = ['exemple.test', 'courriel.test', 'poste.test']

/** Numbers that the French authority keeps for fiction: 06 39 98 00 00 to 06 39 98 99 99. */
const phoneOf = (index: number) => `+3363998${String(index >> 1).padStart(4, '0')}`

export function personOf(seed: number, index: number): Person {
  const random = randomFrom(mix(seed, 1, index))
  const english = random.chance(0.15)
  const gender = random.chance(0.68) ? 'f' : 'm'
  const names = english ? englishNames : gender === 'f' ? women : men
  const firstName = early(random, names)
  const lastName = early(random, english ? englishSurnames : surnames)
  const [city, postalCode, , near] = homes(random.next())
  const born = 1950 + Math.floor((random.next() + random.next()) * 28)
  const parent = born > 1968 && born < 1996 && random.chance(0.4)
  const cosmetics = random.next() < 0.5 ? 0.85 : random.between(0.1, 0.7)
  return {
    index,
    style: styles(random.next())[0],
    firstName,
    lastName,
    gender,
    birthday: `${born}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`,
    email: `${ascii(firstName)}.${ascii(lastName)}${index + 1}@${random.pick(mailboxes)}`,
    ...(index % 2 === 0 && index < 20_000 && { phone: phoneOf(index) }),
    userId: `MC-${String(index + 1).padStart(6, '0')}`,
    language: english ? 'en' : 'fr',
    city,
    postalCode,
    shopId: near ?? 'paris-marais',
    computer: deviceId(seed, index, 1),
    telephone: deviceId(seed, index, 2),
    app: deviceId(seed, index, 3),
    ios: random.chance(0.55),
    acquisition: acquisitions(random.next())[0],
    cosmetics,
    favourites: [random.pick(cosmeticCategories), random.pick(bookCategories)],
    skin: random.pick(skins),
    ...(parent && { childAge: 2 + random.below(13) }),
    keen: 0.4 + random.next() ** 2 * 1.8,
  }
}

/** The first names of a list are the common ones. */
const early = (random: Random, names: readonly string[]): string =>
  names[Math.floor(random.next() ** 1.6 * names.length)] as string

const two = (number: number) => String(number).padStart(2, '0')

const ascii = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-zA-Z]+/g, '-')
    .toLowerCase()
