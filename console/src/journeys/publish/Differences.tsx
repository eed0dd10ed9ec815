import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import type { Step } from '../../../../server/src/modules/journeys/step-contract.ts'
import { type RuleName, ruleNames, ruleText } from '../rules.ts'
import type { Words } from '../sentences.ts'
import { leadAll } from '../steps/ways.ts'
import { titleOf } from '../words.ts'
import classes from './Publish.module.css'
import { useDiff, useVersion } from './useVersions.ts'

interface DifferencesProps {
  journeyId: string
  from: number | null
  to: number
  words: Words
}

/** What one version says otherwise than another, step by step, in the words of the map. */
export function Differences({ journeyId, from, to, words }: DifferencesProps) {
  const { t } = words
  const diff = useDiff(journeyId, from, to).data
  const before = useVersion(journeyId, from).data?.definition
  const after = useVersion(journeyId, to).data?.definition
  if (from === null || from === to) return null
  if (!diff || !before || !after) return <p className={classes.quiet}>{t('ui.loading')}</p>
  const lines = [
    ...diff.added.map((id) => ({ sign: 'added' as const, text: stepText(words, after, id) })),
    ...diff.removed.map((id) => ({ sign: 'removed' as const, text: stepText(words, before, id) })),
    ...diff.changed.map(({ step }) => ({
      sign: 'changed' as const,
      text: changedText(words, before, after, step),
    })),
    ...diff.rules.filter(isRule).map((rule) => ({
      sign: 'changed' as const,
      text: `${t(`journeys.panel.${rule}`)} : ${ruleText(words, after, rule)}`,
    })),
    ...(diff.rules.some((rule) => rule === 'notes')
      ? [{ sign: 'changed' as const, text: t('canvas.diff.notes') }]
      : []),
    ...(diff.rules.some((rule) => otherRules.includes(rule))
      ? [{ sign: 'changed' as const, text: t('canvas.diff.rules') }]
      : []),
  ]
  if (lines.length === 0) return <p className={classes.quiet}>{t('canvas.diff.none')}</p>
  return (
    <ul className={classes.diff}>
      {lines.map(({ sign, text }) => (
        <li key={`${sign} ${text}`} data-sign={sign}>
          <span className={classes.sign}>{t(`canvas.diff.${sign}`)}</span>
          {text}
        </li>
      ))}
    </ul>
  )
}

/** Rules without a sentence of their own. */
const otherRules = [
  ...['exitAudiences', 'first', 'inGlobalHoldout', 'priority', 'repeatsWhileIn'],
  ...['reentrySeconds', 'throttle'],
]

const isRule = (rule: string): rule is RuleName => ruleNames.some((name) => name === rule)

function stepText(words: Words, definition: Definition, id: string): string {
  const step = definition.steps.find((one) => one.id === id)
  return step ? titleOf(words, { kind: step.kind, step }, definition) : id
}

/** « Attend 1 h → Attend 2 h », or that it leads elsewhere if nothing else has changed. */
function changedText(words: Words, before: Definition, after: Definition, id: string): string {
  const [was, is] = [stepText(words, before, id), stepText(words, after, id)]
  if (was !== is) return `${was} → ${is}`
  const [one, other] = [before, after].map(({ steps }) => steps.find((step) => step.id === id))
  const bare = (step: Step | undefined) => JSON.stringify(step && leadAll(step, ''))
  return bare(one) === bare(other) ? words.t('canvas.diff.leads', { step: is }) : is
}
