import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineSelect } from '../ui/InlineSelect.tsx'
import { emptyField, type FieldRow } from './draft.ts'
import classes from './Webhook.module.css'

interface FieldsTableProps {
  label: string
  rows: readonly FieldRow[]
  onChange: (rows: FieldRow[]) => void
}

/** Properties by name, each with the place it comes from. */
export function FieldsTable({ label, rows, onChange }: FieldsTableProps) {
  const { t } = useTexts()
  const set = (key: number, change: Partial<FieldRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...change } : row)))
  return (
    <fieldset className={classes.list}>
      <legend className={classes.legend}>{label}</legend>
      {rows.map((row) => (
        <div key={row.key} className={classes.field}>
          <TextInput
            size="xs"
            aria-label={t('hooks.property')}
            placeholder={t('hooks.property')}
            value={row.name}
            onChange={(event) => set(row.key, { name: event.target.value })}
          />
          <TextInput
            size="xs"
            aria-label={t('hooks.path.of', { name: row.name })}
            placeholder={t('hooks.path')}
            value={row.from}
            onChange={(event) => set(row.key, { from: event.target.value })}
          />
          <InlineSelect
            label={t('hooks.as')}
            value={row.as}
            options={(['same', 'text', 'number'] as const).map((value) => ({
              value,
              label: t(`hooks.as.${value}`),
            }))}
            onChange={(as) => set(row.key, { as })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('plan.remove', { name: row.name })}
            onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
          >
            <IconX size={15} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconPlus size={15} stroke={1.5} />}
        onClick={() => onChange([...rows, emptyField()])}
      >
        {t('plan.add')}
      </Button>
    </fieldset>
  )
}
