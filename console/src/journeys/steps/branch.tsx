import { ActionIcon, Button } from '@mantine/core'
import { IconArrowFork, IconPlus, IconX } from '@tabler/icons-react'
import type { StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineInput } from '../../ui/InlineSelect.tsx'
import classes from '../fields/Fields.module.css'
import { TestFields } from '../fields/TestFields.tsx'
import { freshCondition } from './condition.tsx'
import type { FormProps, KindOf } from './kind.ts'
import { freshName } from './names.ts'

type Branch = StepOf<'branch'>

export const branch: KindOf<Branch> = {
  icon: IconArrowFork,
  group: 'choose',
  fresh: (id, next, known) => ({
    ...{ id, kind: 'branch', otherwise: next },
    branches: ['1', '2'].map((name) => ({
      ...{ name, next },
      ...{ all: [freshCondition(known)], any: [] },
    })),
  }),
  wayTexts: ({ t }, { branches }) => [
    ...branches.map(({ name }) => name),
    t('steps.branch.otherwise'),
  ],
  title: ({ t }, { branches }) => t('steps.branch.title', { count: branches.length + 1 }),
  subtitle: (_, { branches }) => branches.map(({ name }) => name).join(' · '),
  explain: ({ t }) => t('steps.branch.explain'),
  Form: BranchForm,
}

function BranchForm({ step, definition, onChange }: FormProps<Branch>) {
  const { t } = useTexts()
  const { branches, otherwise } = step
  const set = (changed: Branch['branches']) => onChange({ ...step, branches: changed })
  const fresh = {
    ...{ name: freshName(branches), next: otherwise },
    ...{ all: [freshCondition({ audienceIds: [], listIds: [] })], any: [] },
  }
  return (
    <div className={classes.rows}>
      {branches.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name may be empty or doubled while it is typed
        <div key={index} className={classes.row}>
          <div className={classes.rows}>
            <InlineInput
              label={t('steps.branch.name')}
              value={one.name}
              onChange={(name) => set(branches.with(index, { ...one, name }))}
            />
            <TestFields
              test={one}
              definition={definition}
              onChange={(test) => set(branches.with(index, { ...one, ...test }))}
            />
          </div>
          {branches.length > 1 && (
            <ActionIcon
              size={28}
              aria-label={t('steps.branch.remove')}
              onClick={() => set(branches.toSpliced(index, 1))}
            >
              <IconX size={14} stroke={1.6} />
            </ActionIcon>
          )}
        </div>
      ))}
      {branches.length < 10 && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} stroke={1.8} />}
            onClick={() => set([...branches, fresh])}
          >
            {t('steps.branch.add')}
          </Button>
        </div>
      )}
    </div>
  )
}
