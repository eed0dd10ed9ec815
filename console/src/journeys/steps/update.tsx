import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconUserEdit, IconX } from '@tabler/icons-react'
import type { StepOf } from '../../../../server/src/modules/journeys/step-contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { InlineInput } from '../../ui/InlineSelect.tsx'
import classes from '../fields/Fields.module.css'
import type { FormProps, KindOf } from './kind.ts'

type Update = StepOf<'update'>

export const update: KindOf<Update> = {
  icon: IconUserEdit,
  group: 'do',
  fresh: (id, next) => ({ id, kind: 'update', traits: { interest: '' }, next }),
  title: ({ t }, { traits }) => {
    const names = Object.keys(traits)
    return t('steps.update.title', { name: names[0] ?? '', more: names.length - 1 })
  },
  subtitle: (_, { traits }) => {
    const [value] = Object.values(traits)
    return value === null || value === '' || value === undefined ? undefined : `= ${value}`
  },
  explain: ({ t }) => t('steps.update.explain'),
  Form: UpdateForm,
}

function UpdateForm({ step, onChange }: FormProps<Update>) {
  const { t } = useTexts()
  const traits = Object.entries(step.traits)
  const set = (changed: [string, Update['traits'][string]][]) =>
    onChange({ ...step, traits: Object.fromEntries(changed) })
  return (
    <div className={classes.rows}>
      {traits.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being typed
        <div key={index} className={classes.row}>
          <span className={classes.words}>
            <InlineInput
              label={t('steps.update.name')}
              value={name}
              list="known-traits"
              onChange={(typed) => set(traits.with(index, [typed, value]))}
            />
            <InlineInput
              label={t('steps.update.value')}
              placeholder={t('steps.update.value.none')}
              value={String(value ?? '')}
              onChange={(text) => set(traits.with(index, [name, text === '' ? null : text]))}
            />
          </span>
          {traits.length > 1 && (
            <ActionIcon
              size={28}
              aria-label={t('steps.update.remove')}
              onClick={() => set(traits.toSpliced(index, 1))}
            >
              <IconX size={14} stroke={1.6} />
            </ActionIcon>
          )}
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} stroke={1.8} />}
          disabled={'' in step.traits}
          onClick={() => set([...traits, ['', null]])}
        >
          {t('steps.update.add')}
        </Button>
      </div>
    </div>
  )
}
