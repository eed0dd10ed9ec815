import type { Links } from '../consent/index.ts'
import type { MailHouse } from './compose.ts'
import type { MailTransport } from './transport.ts'

/** What mails need of the process that sends them; the brand's name is read when it is needed. */
export interface MailParts {
  readonly links: Links
  /** Where customers reach this server. */
  readonly baseUrl: string
  /** The brand's shop, if this server knows it. */
  readonly shopUrl: string | undefined
  /** `Brand <hello@brand.example>`; if absent, the brand at the host of `baseUrl`. */
  readonly from: string | undefined
  readonly transport: MailTransport
}

export function houseOf(
  { links, baseUrl, shopUrl, from }: Omit<MailParts, 'transport'>,
  brandName: string,
): MailHouse {
  return { links, baseUrl, shopUrl, brandName, from: from ?? fromBrand(brandName, baseUrl) }
}

const fromBrand = (name: string, baseUrl: string) =>
  `"${name.replace(/["\\]/g, '')}" <bonjour@${new URL(baseUrl).hostname}>`
