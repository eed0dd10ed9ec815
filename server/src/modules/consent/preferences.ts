import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { profileOf } from '../customers/index.ts'
import type { Profile } from '../thread/events.ts'
import { ConsentLanguage, type ConsentStanding, type DecisionKind } from './contract.ts'
import { decide } from './decide.ts'
import { standingsOf } from './history.ts'
import type { LinkTo } from './link.ts'
import { CustomerUnknown } from './refusals.ts'
import { currentWordings, type WordingRow } from './wordings.ts'

/** One thing to say yes or no to, with its words and where the person stands. */
export interface Choice {
  readonly wording: WordingRow
  readonly standing: ConsentStanding
}

export async function customerOf(db: Db, customerId: string): Promise<Profile> {
  const profile = await profileOf(db, customerId)
  if (!profile) throw new CustomerUnknown({ customerId })
  return profile
}

/** The language asked for, else the customer's own. */
export function languageOf(profile: Profile, asked?: string): ConsentLanguage {
  const language = ConsentLanguage.safeParse(asked ?? profile.language.slice(0, 2))
  return language.success ? language.data : 'fr'
}

export async function choicesOf(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  finalId: string,
  language: ConsentLanguage,
): Promise<Choice[]> {
  const wordings = await currentWordings(tx, language)
  const standings = await standingsOf(tx, finalId, now)
  return standings.flatMap((standing) => {
    const wording = wordings.find(
      ({ purpose, channel }) => purpose === standing.purpose && channel === standing.channel,
    )
    return wording ? [{ wording, standing }] : []
  })
}

export interface Answers {
  readonly language: ConsentLanguage
  /** Ids of the wordings that the page showed. */
  readonly seen: readonly string[]
  /** Those of them that were ticked. */
  readonly ticked: readonly string[]
  readonly refuseAll: boolean
  readonly ip: string
  readonly userAgent: string | undefined
}

/**
 * Enters what changed. A box left empty that was never ticked is silence, not an answer; "refuse all"
 * is an answer to each.
 */
export async function answer(work: Work, link: LinkTo, answers: Answers): Promise<void> {
  const profile = await customerOf(work.tx, link.customerId)
  const choices = await choicesOf(work, profile.customerId, answers.language)
  const changes = choices.flatMap(({ wording, standing }) => {
    if (!answers.seen.includes(wording.id)) return []
    const wanted = !answers.refuseAll && answers.ticked.includes(wording.id)
    const decision = changeOf(standing.state, wanted, answers.refuseAll)
    return decision ? [{ wording, decision }] : []
  })
  await decide(
    work,
    changes.map(({ wording, decision }) => ({
      customerId: profile.customerId,
      purpose: wording.purpose,
      channel: wording.channel,
      decision,
      wording: wording.version,
      language: wording.language,
      sourceKind: 'preference-page' as const,
      form: answers.refuseAll ? 'refuse-all' : 'preferences',
      ip: answers.ip,
      userAgent: answers.userAgent,
      identifier: identifierOf(profile, wording.channel),
    })),
  )
}

function changeOf(
  state: ConsentStanding['state'],
  wanted: boolean,
  refuseAll: boolean,
): DecisionKind | null {
  if (wanted) return state === 'given' ? null : 'given'
  if (state === 'given' || state === 'pending') return 'withdrawn'
  return refuseAll && state !== 'withdrawn' ? 'withdrawn' : null
}

export function identifierOf(profile: Profile, channel: string): string | undefined {
  const value = channel === 'sms' ? profile.traits.phone : profile.traits.email
  return typeof value === 'string' && channel !== 'web' ? value : undefined
}
