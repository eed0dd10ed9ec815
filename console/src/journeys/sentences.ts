import type { Condition, Test } from '../../../server/src/modules/journeys/condition-contract.ts'
import type { Formats } from '../texts/formats.ts'
import { didText } from '../texts/phrases.ts'
import type { Translator } from '../texts/translator.ts'

/** How the things that a journey names by their ids are called. */
export interface Names {
  template: (id: string) => string | undefined
  audience: (id: string) => string | undefined
  list: (id: string) => string | undefined
  journey: (id: string) => string | undefined
}

export interface Words {
  t: Translator
  formats: Formats
  names: Names
}

/** Paths such as `cart_id` have a word of their own where they are common. */
export function keyText(t: Translator, path: string | undefined): string {
  const key = `journeys.key.${path}`
  return t.has(key) ? t(key) : (path ?? '')
}

export function conditionText({ t, names }: Words, condition: Condition): string {
  if (condition.of === 'audience') {
    return t(`journeys.condition.${condition.is}`, {
      audience: names.audience(condition.audienceId) ?? '…',
    })
  }
  if (condition.of === 'happened') {
    return t('journeys.condition.happened', { did: didText(t, condition.event) })
  }
  const { path, is, value } = condition
  const known = `journeys.condition.${path}.${is}`
  if (t.has(known)) return t(known)
  return t(`journeys.condition.${is}`, { path, value: String(value ?? '') })
}

/** Several conditions in a few words: the one there is, or how many. */
export function testText(words: Words, { all, any }: Test): string {
  const [only, ...more] = [...all, ...any]
  if (only && more.length === 0) return conditionText(words, only)
  return words.t('journeys.condition.all', { count: all.length + any.length })
}

/** « acheté ou annulé une commande » */
export function anyOf({ t, formats }: Words, events: readonly { event: string }[]): string {
  const list = new Intl.ListFormat(formats.locale, { type: 'disjunction' })
  return list.format([...new Set(events.map(({ event }) => didText(t, event)))])
}
