import type { Definition } from '../../../server/src/modules/journeys/definition-contract.ts'
import { didText, durationText } from '../texts/phrases.ts'
import { entryText } from './entry/text.ts'
import { anyOf, keyText, type Words } from './sentences.ts'

export const ruleNames = ['entry', 'reentry', 'refresh', 'exits', 'goal', 'holdout'] as const
export type RuleName = (typeof ruleNames)[number]

/** What holds for the whole journey, each rule as a sentence. */
export function ruleText(words: Words, definition: Definition, name: RuleName): string {
  const { t, formats } = words
  const { reentry, refresh, exits, goal, holdout } = definition
  switch (name) {
    case 'entry':
      return entryText(words, definition.entry)
    case 'reentry':
      return t(`journeys.reentry.${reentry}`, {
        key: definition.entry.kind === 'event' ? keyText(t, definition.entry.key) : '',
      })
    case 'refresh':
      return refresh
        ? t('journeys.panel.refresh.text', {
            events: anyOf(words, refresh.on),
            restarts: refresh.restartsWait ? 'yes' : 'no',
          })
        : t('canvas.refresh.none')
    case 'exits':
      return exits.length > 0
        ? t('journeys.panel.exits.text', { did: anyOf(words, exits) })
        : t('journeys.panel.exits.none')
    case 'goal':
      return goal
        ? t('journeys.panel.goal.text', {
            did: didText(t, goal.event),
            duration: durationText(t, goal.attributionSeconds),
          })
        : t('journeys.panel.goal.none')
    case 'holdout':
      return holdout > 0
        ? t('journeys.panel.holdout.text', { share: formats.percent(holdout / 100) })
        : t('journeys.panel.holdout.none')
  }
}
