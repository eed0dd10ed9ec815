import type { CustomerJourney } from '../../../server/src/modules/journeys/contract.ts'
import type { Definition } from '../../../server/src/modules/journeys/definition-contract.ts'
import { didText } from '../texts/phrases.ts'
import type { Words } from './sentences.ts'
import { titleOf } from './words.ts'

type Passage = CustomerJourney['path'][number]

/** Happenings whose text tells which event it was. */
const byEvent = new Set(['event', 'refreshed'])

/** One line of a person's way: what happened, and why. */
export function passageText(words: Words, passage: Passage, definition: Definition): string {
  const { t } = words
  const { what, detail = '' } = passage
  if (what === 'ended') return endedText(words, detail)
  if (what === 'entered') {
    const key = `journeys.path.entered.${detail}`
    if (t.has(key)) return t(key)
    return detail
      ? t('journeys.path.entered', { did: didText(t, detail) })
      : t('journeys.path.enteredPlain')
  }
  if (what === 'not-sent') {
    const reason = `thread.reason.${detail}`
    return t('journeys.path.not-sent', { reason: t.has(reason) ? t(reason) : detail })
  }
  const key = `journeys.path.${what}`
  if (!t.has(key)) return what
  return t(key, {
    did: byEvent.has(what) ? didText(t, detail) : '',
    detail,
    step: stepTitle(words, passage.step, definition),
  })
}

function endedText({ t }: Words, reason: string): string {
  const key = `journeys.path.ended.${reason}`
  if (t.has(key)) return t(key)
  return t('journeys.path.ended.event', { did: didText(t, reason) })
}

/** A step of an older version may be gone; then its id is all there is. */
function stepTitle(words: Words, id: string, definition: Definition): string {
  const step = definition.steps.find((one) => one.id === id)
  return step ? titleOf(words, { kind: step.kind, step }, definition) : id
}
