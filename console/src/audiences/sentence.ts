import type {
  Comparison,
  Condition,
  EventLeaf,
  Leaf,
  TraitLeaf,
} from '../../../server/src/modules/audiences/contract.ts'
import type { Formats } from '../texts/formats.ts'
import { didText, durationText, lastText } from '../texts/phrases.ts'
import type { Translator } from '../texts/translator.ts'

export interface Tongue {
  t: Translator
  formats: Formats
}

type Part = { kind: 'all' | 'any'; of: Part[] } | { kind: 'leaf'; leaf: Leaf; denied: boolean }

/** A condition as one sentence: "Customers who have bought … and who agreed to …." */
export function sentenceOf(tongue: Tongue, condition: Condition): string {
  const { t } = tongue
  const part = flat(partOf(condition, false))
  if (part.kind !== 'leaf' && part.of.length === 0) {
    return t(part.kind === 'all' ? 'audiences.sentence.everyone' : 'audiences.sentence.nobody')
  }
  const parts = part.kind === 'leaf' ? [part] : part.of
  const conditions = parts.map((one) =>
    t('audiences.sentence.who', { predicate: predicateOf(tongue, one) }),
  )
  const type = part.kind === 'any' ? 'disjunction' : 'conjunction'
  return t('audiences.sentence.of', { conditions: listed(tongue, type, conditions) })
}

/** The sentence of an audience, also where its condition was written in a way that is no longer known. */
export function audienceSentence(
  tongue: Tongue,
  { condition }: { condition: Condition | null },
): string {
  return condition ? sentenceOf(tongue, condition) : tongue.t('audiences.sentence.unreadable')
}

/** One part of a condition, to be put behind "who". */
export function leafSentence(tongue: Tongue, condition: Condition): string {
  return predicateOf(tongue, flat(partOf(condition, false)))
}

/** Pushes every "not" down to what it denies: not (a and b) is (not a) or (not b). */
function partOf(condition: Condition, denied: boolean): Part {
  if (condition.kind === 'not') return partOf(condition.of, !denied)
  if ('of' in condition) {
    const of = condition.of.map((one) => partOf(one, denied))
    const kind = denied === (condition.kind === 'all') ? 'any' : 'all'
    return { kind, of }
  }
  return { kind: 'leaf', leaf: condition, denied }
}

/** A group of one is that one, and a group in a group of its kind is part of it. */
function flat(part: Part): Part {
  if (part.kind === 'leaf') return part
  const of = part.of
    .map(flat)
    .flatMap((one) => (one.kind === part.kind ? (one as { of: Part[] }).of : [one]))
  return of.length === 1 && of[0] ? of[0] : { kind: part.kind, of }
}

function predicateOf(tongue: Tongue, part: Part): string {
  if (part.kind === 'leaf') return saysLeaf(tongue, part.leaf, part.denied)
  const type = part.kind === 'any' ? 'disjunction' : 'conjunction'
  const conditions = part.of.map((one) => predicateOf(tongue, one))
  return tongue.t('audiences.sentence.group', { conditions: listed(tongue, type, conditions) })
}

function listed({ formats }: Tongue, type: 'conjunction' | 'disjunction', texts: string[]) {
  return new Intl.ListFormat(formats.locale, { type }).format(texts)
}

function saysLeaf(tongue: Tongue, leaf: Leaf, denied: boolean): string {
  const { t } = tongue
  switch (leaf.kind) {
    case 'event':
      return saysEvent(tongue, leaf, denied)
    case 'trait':
      return saysTrait(tongue, leaf, denied)
    case 'seen':
      return t(`audiences.seen.${denied ? 'not.' : ''}${leaf.which}`, {
        window: lastText(t, leaf.withinSeconds),
        duration: durationText(t, leaf.withinSeconds),
      })
    case 'consent': {
      const key = `audiences.consent.${denied ? 'not.' : ''}${leaf.is}` as const
      return t(key, {
        purpose: purposeText(t, leaf.purpose),
        channel: channelText(t, leaf.channel),
      })
    }
  }
}

export function purposeText(t: Translator, purpose: string): string {
  const key = `customers.purpose.${purpose}`
  return t.has(key) ? lower(t(key)) : purpose
}

export function channelText(t: Translator, channel: string): string {
  const key = `channels.${channel}`
  return t.has(key) ? lower(t(key)) : channel
}

/** « e-mail » within a sentence; SMS stays what it is. */
const lower = (text: string) =>
  text === text.toUpperCase() ? text : text.charAt(0).toLowerCase() + text.slice(1)

export function traitText(t: Translator, path: string): string {
  const key = `customers.trait.${path}`
  return t.has(key) ? lower(t(key)) : path
}

function saysTrait({ t }: Tongue, { path, op, value }: TraitLeaf, denied: boolean): string {
  const key = `audiences.trait.${denied ? 'not.' : ''}${op}` as const
  return t(key, { trait: traitText(t, path), value: String(value ?? '') })
}

type HowOften =
  | { how: 'never' | 'atLeastOnce' }
  | { how: 'atLeast' | 'atMost' | 'exactly' | 'notExactly'; n: number }

function saysEvent(tongue: Tongue, leaf: EventLeaf, denied: boolean): string {
  const { t } = tongue
  const often = howOften(leaf.count, denied)
  const { withinSeconds, where = [] } = leaf
  const window = withinSeconds
    ? t('audiences.did.window', { window: lastText(t, withinSeconds) })
    : ''
  const filters = where.map((comparison) => saysFilter(tongue, comparison))
  const filter =
    filters.length > 0
      ? t('audiences.did.filter', { filters: listed(tongue, 'conjunction', filters) })
      : ''
  return t(`audiences.did.${often.how}`, {
    did: didText(t, leaf.name),
    filter,
    window,
    windowed: withinSeconds ? 'yes' : 'no',
    n: 'n' in often ? often.n : 1,
  })
}

function saysFilter({ t }: Tongue, { path, op, value }: Comparison): string {
  return t(`audiences.filter.${op}`, { path, value: String(value ?? '') })
}

const opposite = { gte: 'lt', lt: 'gte', gt: 'lte', lte: 'gt', eq: 'ne', ne: 'eq' } as const

/** A count in the words that people use: "never", "at least twice", not "fewer than 1". */
export function howOften({ op, n }: EventLeaf['count'], denied: boolean): HowOften {
  switch (denied ? opposite[op] : op) {
    case 'gte':
      return atLeast(n)
    case 'gt':
      return atLeast(n + 1)
    case 'lt':
      return atMost(n - 1)
    case 'lte':
      return atMost(n)
    case 'eq':
      return n === 0 ? { how: 'never' } : { how: 'exactly', n }
    case 'ne':
      return n === 0 ? { how: 'atLeastOnce' } : { how: 'notExactly', n }
  }
}

const atLeast = (n: number): HowOften => (n <= 1 ? { how: 'atLeastOnce' } : { how: 'atLeast', n })
const atMost = (n: number): HowOften => (n <= 0 ? { how: 'never' } : { how: 'atMost', n })
