import type { Definition } from '../../../server/src/modules/journeys/definition-contract.ts'
import type { Step } from '../../../server/src/modules/journeys/step-contract.ts'
import { didText, durationText } from '../texts/phrases.ts'
import { entryId, type MapEdge, type StepKind, toGoal } from './canvas/graph.ts'
import { entryText } from './entry/text.ts'
import { keyText, type Words } from './sentences.ts'
import { kindOf } from './steps/kinds.ts'

interface Titled {
  kind: StepKind
  step: Step | undefined
}

/** What a step does, in a few words. */
export function titleOf(words: Words, { kind, step }: Titled, definition: Definition): string {
  if (kind === 'entry') return entryTitle(words, definition)
  if (step) return kindOf(step).title(words, step)
  return definition.goal ? goalTitle(words, definition.goal) : words.t('journeys.node.goal')
}

/** A second, quieter line where the first does not say all. */
export function subtitleOf(words: Words, { kind, step }: Titled, definition: Definition) {
  if (kind === 'entry') return entrySubtitle(words, definition)
  return step && kindOf(step).subtitle?.(words, step)
}

function entryTitle(words: Words, { entry }: Definition): string {
  const { t, names } = words
  if (entry.kind === 'event') {
    return t('journeys.entry.event', { did: didText(t, entry.event) })
  }
  // What the rules say in a sentence, a node says without its full stop.
  if (entry.kind !== 'audience') return entryText(words, entry).replace(/\.$/, '')
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

/** « entre “Attend 1 h” et “Fin”, voie “Oui” » */
export function betweenText(
  words: Words,
  edge: Pick<MapEdge, 'from' | 'to' | 'way'>,
  definition: Definition,
): string {
  const title = (id: string) => {
    const step = definition.steps.find((one) => one.id === id)
    const kind = step?.kind ?? (id === entryId ? 'entry' : 'goal')
    return titleOf(words, { kind, step }, definition)
  }
  const between = { before: title(edge.from), after: title(edge.to) }
  const way = wayText(words, edge, definition)
  return way
    ? words.t('canvas.between.way', { ...between, way })
    : words.t('canvas.between', between)
}

/** What is written on a way out of a step, or on the way to the goal. */
export function wayText(
  words: Words,
  { from, way }: Pick<MapEdge, 'from' | 'way'>,
  { steps, goal }: Definition,
) {
  if (way === toGoal && goal) {
    const duration = durationText(words.t, goal.attributionSeconds)
    return words.t('journeys.edge.attribution', { duration })
  }
  const step = steps.find(({ id }) => id === from)
  return step && kindOf(step).wayTexts?.(words, step)[way]
}
