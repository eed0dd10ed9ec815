import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { Condition, Test } from '../../../../server/src/modules/journeys/condition-contract.ts'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { ConditionFields } from './ConditionFields.tsx'
import classes from './Fields.module.css'

interface TestFieldsProps {
  test: Test
  definition: Definition
  onChange: (test: Pick<Test, 'all' | 'any'>) => void
}

const parts = ['all', 'any'] as const
const fresh: Condition = { of: 'traits', path: 'city', is: 'exists' }

/** Conditions that must all hold, and some of which one must. */
export function TestFields({ test: { all, any }, definition, onChange }: TestFieldsProps) {
  const { t } = useTexts()
  const of = { all, any }
  return (
    <div className={classes.rows}>
      {parts.map((part) => (
        <div key={part} className={classes.rows}>
          {of[part].length > 0 && <p className={classes.label}>{t(`steps.test.${part}`)}</p>}
          {of[part].map((condition, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they have nothing else that tells them apart
            <div key={index} className={classes.row}>
              <ConditionFields
                condition={condition}
                definition={definition}
                onChange={(changed) => onChange({ ...of, [part]: of[part].with(index, changed) })}
              />
              {all.length + any.length > 1 && (
                <ActionIcon
                  size={28}
                  aria-label={t('steps.test.remove')}
                  onClick={() => onChange({ ...of, [part]: of[part].toSpliced(index, 1) })}
                >
                  <IconX size={14} stroke={1.6} />
                </ActionIcon>
              )}
            </div>
          ))}
        </div>
      ))}
      <div className={classes.words}>
        {parts.map((part) => (
          <Button
            key={part}
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} stroke={1.8} />}
            onClick={() => onChange({ ...of, [part]: [...of[part], fresh] })}
          >
            {t(`steps.test.add.${part}`)}
          </Button>
        ))}
      </div>
    </div>
  )
}
