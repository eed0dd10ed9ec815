import {
  type ConsentChannel,
  ConsentLanguage,
  Purpose,
  purposes,
  type Wording,
} from '../../../server/src/modules/consent/contract.ts'

/** One thing that may be agreed to on one channel, with all its words. */
export interface Ask {
  purpose: Purpose
  channel: ConsentChannel
  /** Per language the words of today; what was never published is missing. */
  current: Partial<Record<ConsentLanguage, Wording>>
  /** Words of before, the newest first. */
  earlier: Wording[]
  /** Every name of a version that is taken. */
  versions: Set<string>
}

/** The purposes that need a yes; the others rest on the contract. */
export const consentPurposes = Purpose.options.filter(
  (purpose) => purposes[purpose].basis === 'consent',
)

export const contractPurposes = Purpose.options.filter(
  (purpose) => purposes[purpose].basis === 'contract',
)

export function asksOf(purpose: Purpose, wordings: readonly Wording[]): Ask[] {
  return purposes[purpose].channels.map((channel) => {
    const own = wordings
      .filter((one) => one.purpose === purpose && one.channel === channel)
      .sort(newestFirst)
    const today = ConsentLanguage.options.flatMap(
      (language) => own.find((one) => one.language === language) ?? [],
    )
    return {
      ...{ purpose, channel },
      current: Object.fromEntries(today.map((one) => [one.language, one])),
      earlier: own.filter((one) => !today.includes(one)),
      versions: new Set(own.map(({ version }) => version)),
    }
  })
}

/** As the server chooses the words of today: by time, then by id. */
const newestFirst = (one: Wording, other: Wording) =>
  other.createdAt.localeCompare(one.createdAt) || other.id.localeCompare(one.id)

/** What the next version may be called: `newsletter-2` is followed by `newsletter-3`. */
export function nextVersion({ purpose, channel, current, versions }: Ask): string {
  const last = Object.values(current).sort(newestFirst)[0]?.version
  const [, name, number] = /^(.*?)(\d+)$/.exec(last ?? '') ?? []
  const stem = name ?? `${last ?? `${purpose}-${channel}`.replaceAll('_', '-')}-`
  let next = Number(number ?? (last ? 1 : 0)) + 1
  while (versions.has(`${stem}${next}`)) next += 1
  return `${stem}${next}`
}
