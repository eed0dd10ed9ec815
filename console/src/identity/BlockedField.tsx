import { Textarea } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Identity.module.css'
import type { RulesPart } from './LimitsField.tsx'

/** Values that broken sites, forms and tills send for everybody; a line each. */
export function BlockedField({ rules, onChange }: RulesPart) {
  const { t } = useTexts()
  return (
    <details className={`${classes.card} ${classes.more}`}>
      <summary>{t('identity.blocked.patterns', { count: rules.blocked.length })}</summary>
      <Textarea
        autosize
        minRows={4}
        maxRows={16}
        spellCheck={false}
        classNames={{ input: classes.code ?? '' }}
        label={t('identity.blocked.lines')}
        description={t('identity.blocked.lines.hint')}
        value={rules.blocked.join('\n')}
        onChange={(event) =>
          onChange({ blocked: event.target.value.split('\n').filter((line) => line !== '') })
        }
      />
    </details>
  )
}
