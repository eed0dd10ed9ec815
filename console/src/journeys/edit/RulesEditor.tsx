import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { InlineInput } from '../../ui/InlineSelect.tsx'
import { entryId, goalId } from '../canvas/graph.ts'
import { EntryForm } from '../entry/EntryForm.tsx'
import { ReentryForm } from '../entry/ReentryForm.tsx'
import { Labelled } from '../fields/Labelled.tsx'
import pageClasses from '../JourneyPage.module.css'
import { type RuleName, ruleNames, ruleText } from '../rules.ts'
import type { Words } from '../sentences.ts'
import classes from './Edit.module.css'
import { Flaws } from './Flaws.tsx'
import type { FlawText } from './flaws.ts'
import { ExitsForm, GoalForm, HoldoutForm, RefreshForm, type RuleFormProps } from './ruleForms.tsx'
import type { DraftInHand } from './useDraft.ts'

const forms: Record<RuleName, (props: RuleFormProps) => ReactNode> = {
  entry: EntryForm,
  reentry: ReentryForm,
  refresh: RefreshForm,
  exits: ExitsForm,
  goal: GoalForm,
  holdout: HoldoutForm,
}

/** Which rule a node of the map stands for. */
const ruleOf: Record<string, RuleName> = { [entryId]: 'entry', [goalId]: 'goal' }

interface RulesEditorProps {
  hand: DraftInHand
  words: Words
  opened: string | undefined
  flaws: readonly FlawText[]
}

/** What holds for the whole journey: each rule a sentence that opens into its form. */
export function RulesEditor({ hand, words, opened, flaws }: RulesEditorProps) {
  const { t } = words
  const { draft, rename, change } = hand
  const { name, definition } = draft
  return (
    <div className={classes.form}>
      <Labelled label={t('canvas.rules.name')}>
        <InlineInput label={t('canvas.rules.name')} value={name} onChange={rename} />
      </Labelled>
      <Flaws flaws={flaws} />
      <section aria-label={t('journeys.panel.rules')}>
        {ruleNames.map((rule) => {
          const Form = forms[rule]
          return (
            <details key={rule} className={classes.rule} open={ruleOf[opened ?? ''] === rule}>
              <summary>
                <span>{t(`journeys.panel.${rule}`)}</span>
                <span>{ruleText(words, definition, rule)}</span>
                <IconChevronDown size={16} stroke={1.6} aria-hidden />
              </summary>
              <div className={classes.ruleForm}>
                <Form
                  definition={definition}
                  onChange={(changed) => change({ ...definition, ...changed }, `rule:${rule}`)}
                />
              </div>
            </details>
          )
        })}
      </section>
      <p className={pageClasses.hint}>{t('canvas.rules.hint')}</p>
    </div>
  )
}
