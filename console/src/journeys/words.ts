import type { Condition, Definition, Step } from '../../../server/src/modules/journeys/contract.ts'
import type { Formats } from '../texts/formats.ts'
import { didText, durationText } from '../texts/phrases.ts'
import type { Translator } from '../texts/translator.ts'
import type { StepKind, WayOut } from './canvas/graph.ts'

/** How the things that a journey names by their ids are called. */
export interface Names {
  template: (id: string) => string | undefined
  audience: (id: string) => string | undefined
}

export interface Words {
  t: Translator
  formats: Formats
  names: Names
}

interface Titled {
  kind: StepKind
  step: Step | undefined
}

/** What a step does, in a few words. */
export function titleOf(words: Words, { kind, step }: Titled, definition: Definition): string {
  const { t, names } = words
  if (kind === 'entry') return entryTitle(words, definition)
  if (!step) return definition.goal ? goalTitle(words, definition.goal) : t('journeys.node.goal')
  switch (step.kind) {
    case 'delay':
      return t('journeys.delay.title', { duration: durationText(t, step.seconds) })
    case 'wait-until':
      return t('journeys.waitUntil.title', { duration: durationText(t, step.timeoutSeconds) })
    case 'condition':
      return step.all.length === 1 && step.all[0]
        ? conditionText(words, step.all[0])
        : t('journeys.condition.all', { count: step.all.length })
    case 'message':
      return names.template(step.templateId) ?? t('journeys.node.unknownTemplate')
    case 'split':
      return t('journeys.split.title', { count: step.arms.length })
    case 'exit':
      return t('journeys.exit.title')
  }
}

/** A second, quieter line where the first does not say all. */
export function subtitleOf(words: Words, { kind, step }: Titled, definition: Definition) {
  const { t, formats } = words
  if (kind === 'entry') return entrySubtitle(words, definition)
  if (step?.kind === 'wait-until') {
    return t('journeys.waitUntil.unless', { did: didText(t, step.event) })
  }
  if (step?.kind === 'split') {
    return step.arms.map(({ name, share }) => `${name} ${formats.percent(share / 100)}`).join(' · ')
  }
  return undefined
}

function entryTitle({ t, names }: Words, { entry }: Definition): string {
  if (entry.kind === 'event') {
    return t('journeys.entry.event', { did: didText(t, entry.event) })
  }
  return t(`journeys.entry.audience.${entry.change}`, {
    audience: names.audience(entry.audienceId) ?? '…',
  })
}

function entrySubtitle({ t, formats }: Words, { entry, holdout }: Definition) {
  if (holdout > 0) return t('journeys.entry.holdout', { share: formats.percent(holdout / 100) })
  if (entry.kind === 'event' && entry.key) {
    return t('journeys.entry.key', { key: keyText(t, entry.key) })
  }
  return undefined
}

const goalTitle = ({ t }: Words, goal: NonNullable<Definition['goal']>) =>
  t('journeys.goal.title', { did: didText(t, goal.event) })

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
  const { path, is, value } = condition
  const known = `journeys.condition.${path}.${is}`
  if (t.has(known)) return t(known)
  return t(`journeys.condition.${is}`, { path, value: String(value ?? '') })
}

export function wayText({ t, formats }: Words, way: WayOut): string | undefined {
  switch (way.kind) {
    case 'next':
      return undefined
    case 'event':
      return t('journeys.edge.event', { did: didText(t, way.event) })
    case 'timeout':
      return t('journeys.edge.timeout', { duration: durationText(t, way.seconds) })
    case 'arm':
      return t('journeys.edge.arm', { name: way.name, share: formats.percent(way.share / 100) })
    case 'attribution':
      return t('journeys.edge.attribution', { duration: durationText(t, way.seconds) })
    default:
      return t(`journeys.edge.${way.kind}`)
  }
}

/** « acheté ou annulé une commande » */
export function anyOf({ t, formats }: Words, events: readonly { event: string }[]): string {
  const list = new Intl.ListFormat(formats.locale, { type: 'disjunction' })
  return list.format([...new Set(events.map(({ event }) => didText(t, event)))])
}
