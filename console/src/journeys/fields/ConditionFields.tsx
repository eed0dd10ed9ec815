import type { Condition } from '../../../../server/src/modules/journeys/condition-contract.ts'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import { nowhere } from '../nowhere.ts'
import { ComparisonFields } from './ComparisonFields.tsx'
import { AudienceChoice } from './choices.tsx'
import { EventFields } from './EventFields.tsx'
import classes from './Fields.module.css'

const subjects = ['in', 'out', 'traits', 'event', 'happened', 'answer'] as const
type Subject = (typeof subjects)[number]

const subjectOf = (condition: Condition): Subject =>
  condition.of === 'audience' ? condition.is : condition.of

function about(subject: Subject, was: Condition, calls: readonly string[]): Condition {
  switch (subject) {
    case 'in':
    case 'out': {
      const audienceId = was.of === 'audience' ? was.audienceId : nowhere
      return { of: 'audience', audienceId, is: subject }
    }
    case 'happened':
      return { of: 'happened', event: 'Order Completed', where: [] }
    case 'answer':
      return { of: 'answer', step: calls[0] ?? '', path: 'status', is: 'eq', value: 200 }
    case 'event':
      return { of: 'event', path: 'products', is: 'filled' }
    case 'traits':
      return { of: 'traits', path: 'city', is: 'exists' }
  }
}

interface ConditionFieldsProps {
  condition: Condition
  definition: Definition
  onChange: (condition: Condition) => void
}

/** One condition: what it is about, and what must hold of it. */
export function ConditionFields({ condition, definition, onChange }: ConditionFieldsProps) {
  const { t } = useTexts()
  const calls = definition.steps.filter(({ kind }) => kind === 'webhook').map(({ id }) => id)
  const offered = subjects.filter(
    (one) => one !== 'answer' || calls.length > 0 || condition.of === 'answer',
  )
  return (
    <div className={classes.words}>
      <InlineSelect
        label={t('steps.subject')}
        value={subjectOf(condition)}
        options={offered.map((value) => ({ value, label: t(`steps.subject.${value}`) }))}
        onChange={(subject) => onChange(about(subject, condition, calls))}
      />
      {condition.of === 'audience' ? (
        <AudienceChoice
          value={condition.audienceId}
          onChange={(audienceId) => onChange({ ...condition, audienceId })}
        />
      ) : condition.of === 'happened' ? (
        <EventFields match={condition} onChange={onChange} />
      ) : (
        <>
          {condition.of === 'answer' && calls.length > 1 && (
            <InlineSelect
              label={t('steps.subject.step')}
              value={condition.step}
              options={calls.map((value) => ({ value, label: value }))}
              onChange={(step) => onChange({ ...condition, step })}
            />
          )}
          <ComparisonFields comparison={condition} onChange={onChange} />
        </>
      )}
    </div>
  )
}
