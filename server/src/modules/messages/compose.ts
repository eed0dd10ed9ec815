import type { Links } from '../consent/index.ts'
import type { Profile } from '../thread/events.ts'
import type { MessageLanguage, MessagePurpose } from './contract.ts'
import { type ParsedText, type Rendering, renderMail } from './render.ts'
import type { Track } from './rewrite-links.ts'
import { type Scope, scopeOf } from './scope.ts'
import type { OutgoingMail } from './transport.ts'

/** The house that mails come from. */
export interface MailHouse {
  readonly links: Links
  /** Where this server is reached by customers, without a slash at the end. */
  readonly baseUrl: string
  readonly shopUrl: string | undefined
  readonly brandName: string
  /** `Brand <hello@brand.example>`. */
  readonly from: string
}

/** What of a row of the ledger a mail needs. */
export interface Written {
  readonly id: string
  readonly customer_id: string
  readonly template_id: string
  readonly version: number
  readonly purpose: MessagePurpose
  readonly event: object | null
  readonly variables: object | null
}

/** The customer's language if the template speaks it, else the one that it speaks. */
export function languageFor<Text>(
  profile: Profile,
  texts: Partial<Record<MessageLanguage, Text>>,
): { language: MessageLanguage; text: Text } | undefined {
  const own = profile.language.toLowerCase().startsWith('en') ? 'en' : 'fr'
  for (const language of [own, 'fr', 'en'] as const) {
    const text = texts[language]
    if (text) return { language, text }
  }
  return undefined
}

export function scopeFor(
  house: MailHouse,
  row: Written,
  profile: Profile,
  language: MessageLanguage,
): Scope {
  return scopeOf({
    profile,
    language,
    event: row.event,
    variables: row.variables,
    brandName: house.brandName,
    shopUrl: house.shopUrl,
    baseUrl: house.baseUrl,
    unsubscribeUrl: unsubscribeUrl(house, row),
    preferencesUrl: `${house.baseUrl}/p/${house.links.sign('p', to(row, ''))}`,
  })
}

const to = (row: Written, about: string) => ({
  customerId: row.customer_id,
  messageId: row.id,
  about,
})

const unsubscribeUrl = (house: MailHouse, row: Written) =>
  `${house.baseUrl}/u/${house.links.sign('u', to(row, `${row.purpose}/email`))}`

export type Composed =
  | { readonly mail: OutgoingMail }
  | Exclude<Rendering, { readonly mail: unknown }>

interface Recipient {
  readonly profile: Profile
  readonly address: string
  readonly language: MessageLanguage
  /** Whether this person agreed that we see whether they open mails. */
  readonly openTracking: boolean
}

/** The mail of one row of the ledger, ready to be handed over, or why it would be broken. */
export function compose(
  house: MailHouse,
  row: Written,
  parsed: ParsedText,
  { profile, address, language, openTracking }: Recipient,
): Composed {
  const scope = scopeFor(house, row, profile, language)
  const rendering = renderMail(parsed, scope, {
    track: trackedBy(house, row),
    pixel: pixelOf(house, row, openTracking),
  })
  if (!('mail' in rendering)) return rendering
  const { subject, html, text } = rendering.mail
  const headers: Record<string, string> =
    row.purpose === 'marketing'
      ? {
          'List-Unsubscribe': `<${unsubscribeUrl(house, row)}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }
      : {}
  const messageId = messageIdOf(house, row)
  return { mail: { from: house.from, to: address, subject, html, text, messageId, headers } }
}

/** Names the row of the ledger, so that a bounce finds it. */
export const messageIdOf = ({ baseUrl }: MailHouse, row: Pick<Written, 'id' | 'customer_id'>) =>
  `<${row.id}.${row.customer_id}@${new URL(baseUrl).hostname}>`

const ours = /<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9a-f-]{36})@/i

/** The row that a Message-ID of ours names. */
export function rowNamedBy(messageId: string): { id: string; customerId: string } | undefined {
  const [, id, customerId] = ours.exec(messageId) ?? []
  return id && customerId ? { id, customerId } : undefined
}

/** Links lead through us, each signed: we send nobody to an address that we did not mail ourselves. */
function trackedBy({ baseUrl, links }: MailHouse, row: Written): Track {
  const known = new Map<string, string>()
  return (url) => {
    if (url.startsWith(`${baseUrl}/p/`) || url.startsWith(`${baseUrl}/u/`)) return undefined
    const tracked = known.get(url) ?? `${baseUrl}/c/${links.sign('c', to(row, url))}`
    known.set(url, tracked)
    return tracked
  }
}

/** Who did not agree is counted and not followed: their picture says which template, not who. */
function pixelOf({ baseUrl, links }: MailHouse, row: Written, openTracking: boolean): string {
  const path = openTracking
    ? `o/${links.sign('o', to(row, ''))}`
    : `o/anonymous/${row.template_id}.${row.version}`
  return `<img src="${baseUrl}/${path}" width="1" height="1" alt="" style="display:block">`
}
