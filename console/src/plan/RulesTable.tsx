import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { valueTypes } from '../../../server/src/modules/thread/plan/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineSelect } from '../ui/InlineSelect.tsx'
import { emptyRow, type Row } from './draft.ts'
import classes from './PlanPage.module.css'

interface RulesTableProps {
  rows: readonly Row[]
  onChange: (rows: Row[]) => void
}

/** One line a property; below a list, one for each property of its entries. */
export function RulesTable({ rows, onChange }: RulesTableProps) {
  const { t } = useTexts()
  const set = (key: number, change: Partial<Row>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...change } : row)))
  const remove = ({ key, of, name }: Row) =>
    onChange(rows.filter((row) => row.key !== key && !(of === undefined && row.of === name)))
  const addInner = (list: Row) => {
    const last = rows.findLastIndex((row) => row.key === list.key || row.of === list.name)
    onChange(rows.toSpliced(last + 1, 0, emptyRow(list.name)))
  }
  const rename = (row: Row, name: string) =>
    onChange(
      rows.map((one) => {
        if (one.key === row.key) return { ...one, name }
        return row.of === undefined && one.of === row.name ? { ...one, of: name } : one
      }),
    )
  return (
    <>
      <div className={classes.scroll}>
        <table className={classes.rules} aria-label={t('plan.properties')}>
          <thead>
            <tr>
              <th scope="col">{t('plan.property')}</th>
              <th scope="col">{t('plan.type')}</th>
              <th scope="col">{t('plan.required')}</th>
              <th scope="col">{t('plan.choices')}</th>
              <th scope="col">{t('plan.pattern')}</th>
              <th scope="col">
                <span hidden>{t('ui.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key} data-inner={row.of !== undefined}>
                <td>
                  <TextInput
                    size="xs"
                    aria-label={t('plan.property')}
                    value={row.name}
                    onChange={(event) => rename(row, event.target.value)}
                  />
                </td>
                <td>
                  <InlineSelect
                    label={t('plan.type')}
                    value={row.type}
                    options={valueTypes.map((value) => ({ value, label: t(`plan.type.${value}`) }))}
                    onChange={(type) => set(row.key, { type })}
                  />
                </td>
                <td>
                  <Checkbox
                    size="xs"
                    aria-label={t('plan.required.of', { name: row.name })}
                    checked={row.required}
                    onChange={(event) => set(row.key, { required: event.target.checked })}
                  />
                </td>
                <td>
                  <TextInput
                    size="xs"
                    aria-label={t('plan.choices')}
                    placeholder={t('plan.choices.any')}
                    value={row.choices}
                    onChange={(event) => set(row.key, { choices: event.target.value })}
                  />
                </td>
                <td>
                  <TextInput
                    size="xs"
                    aria-label={t('plan.pattern')}
                    placeholder={t('plan.choices.any')}
                    disabled={row.type !== 'string'}
                    value={row.pattern}
                    onChange={(event) => set(row.key, { pattern: event.target.value })}
                  />
                </td>
                <td>
                  <ActionIcon.Group>
                    {row.type === 'array' && row.of === undefined && (
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={t('plan.addInner', { name: row.name })}
                        title={t('plan.addInner', { name: row.name })}
                        onClick={() => addInner(row)}
                      >
                        <IconPlus size={15} stroke={1.5} />
                      </ActionIcon>
                    )}
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('plan.remove', { name: row.name })}
                      onClick={() => remove(row)}
                    >
                      <IconX size={15} stroke={1.5} />
                    </ActionIcon>
                  </ActionIcon.Group>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={classes.tools}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconPlus size={15} stroke={1.5} />}
          onClick={() => onChange([...rows, emptyRow()])}
        >
          {t('plan.add')}
        </Button>
      </div>
    </>
  )
}
