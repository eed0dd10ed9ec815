import {
  ConsentChannel,
  ConsentLanguage,
  type DecisionKind,
  Purpose,
  purposes,
} from './contract.ts'

/** What an event says was decided, as far as it can be understood. */
export interface SaidDecision {
  readonly decision: DecisionKind
  readonly purpose: Purpose
  readonly channel: ConsentChannel
  readonly version: string | null
  readonly language: ConsentLanguage | null
}

export type RefusedReason =
  | 'unknown-purpose'
  | 'unknown-channel'
  | 'purpose-not-on-channel'
  | 'unknown-wording'
  | 'proof-missing'

export const decisionNames: Readonly<Record<string, DecisionKind>> = {
  'Consent Given': 'given',
  'Consent Withdrawn': 'withdrawn',
}

/**
 * Reads a consent event. A yes must name its purpose, channel and words; a no that names less means
 * more: without a channel all channels, without a purpose all purposes. What is named and not known
 * is refused either way, since nobody can tell what was meant.
 */
export function readDecision(
  decision: DecisionKind,
  properties: Readonly<Record<string, unknown>>,
  locale: unknown,
): readonly SaidDecision[] | RefusedReason {
  const purpose = Purpose.optional().safeParse(properties.purpose ?? undefined)
  if (!purpose.success) return 'unknown-purpose'
  const channel = ConsentChannel.optional().safeParse(properties.channel ?? undefined)
  if (!channel.success) return 'unknown-channel'
  if (decision === 'given' && !purpose.data) return 'unknown-purpose'
  if (decision === 'given' && !channel.data) return 'unknown-channel'
  const said = meant(purpose.data, channel.data)
  if (said.length === 0) return 'purpose-not-on-channel'
  const version = typeof properties.wording === 'string' ? properties.wording : null
  if (decision === 'given' && version === null) return 'unknown-wording'
  const language = languageIn(properties.language) ?? languageIn(locale)
  return said.map((pair) => ({ ...pair, decision, version, language }))
}

function meant(purpose: Purpose | undefined, channel: ConsentChannel | undefined) {
  return (purpose ? [purpose] : Purpose.options)
    .filter((one) => purposes[one].basis === 'consent')
    .flatMap((one) => purposes[one].channels.map((on) => ({ purpose: one, channel: on })))
    .filter((pair) => !channel || pair.channel === channel)
}

/** The language of `fr`, `fr-FR`, `en_GB` …; null when it is none of ours. */
function languageIn(said: unknown): ConsentLanguage | null {
  if (typeof said !== 'string') return null
  const parsed = ConsentLanguage.safeParse(said.slice(0, 2).toLowerCase())
  return parsed.success ? parsed.data : null
}
