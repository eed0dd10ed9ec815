import type { Condition, Leaf } from '../../../server/src/modules/audiences/condition-contract.ts'
import type { TraitLeaf } from '../../../server/src/modules/audiences/customer-leaf-contract.ts'
import { durationText, lastText } from '../texts/phrases.ts'
import {
  messageAsEvent,
  saysAmount,
  saysEvent,
  saysMoment,
  saysOccurrence,
  saysSequence,
} from './eventSentence.ts'
import { saysDistance, saysPersona, saysPredicted, saysRfm } from './figureSentence.ts'
import { saysAnniversary, saysDate, saysHeld, saysPlace, saysSet } from './personSentence.ts'
import { channelText, listed, purposeText, type Tongue, traitText, valueText } from './tongue.ts'

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

function saysLeaf(tongue: Tongue, leaf: Leaf, denied: boolean): string {
  const { t } = tongue
  switch (leaf.kind) {
    case 'event':
      return saysEvent(tongue, leaf, denied)
    case 'trait':
      return saysTrait(tongue, leaf, denied)
    case 'message':
      return saysEvent(tongue, messageAsEvent(tongue, leaf), denied)
    case 'moment':
      return saysMoment(tongue, leaf, denied)
    case 'occurrence':
      return saysOccurrence(tongue, leaf, denied)
    case 'amount':
      return saysAmount(tongue, leaf, denied)
    case 'sequence':
      return saysSequence(tongue, leaf, denied)
    case 'date':
      return saysDate(tongue, leaf, denied)
    case 'anniversary':
      return saysAnniversary(tongue, leaf, denied)
    case 'held':
      return saysHeld(tongue, leaf, denied)
    case 'stage':
    case 'channel':
    case 'shop':
      return saysPlace(tongue, leaf, denied)
    case 'audience':
    case 'list':
    case 'sample':
      return saysSet(tongue, leaf, denied)
    case 'rfm':
      return saysRfm(tongue, leaf, denied)
    case 'distance':
      return saysDistance(tongue, leaf, denied)
    case 'predicted':
      return saysPredicted(tongue, leaf, denied)
    case 'persona':
      return saysPersona(tongue, leaf, denied)
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

function saysTrait(
  { t, formats }: Tongue,
  { path, op, value }: TraitLeaf,
  denied: boolean,
): string {
  const key = `audiences.trait.${denied ? 'not.' : ''}${op}` as const
  return t(key, { trait: traitText(t, path), value: valueText(formats, value) })
}
