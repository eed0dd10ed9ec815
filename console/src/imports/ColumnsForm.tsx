import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { ColumnRow } from './ColumnRow.tsx'
import classes from './ColumnsForm.module.css'
import { FileFields } from './FileFields.tsx'
import type { Form, Use } from './form.ts'
import { type Beginning, samplesOf } from './sheet.ts'

interface ColumnsFormProps {
  form: Form
  beginning: Beginning
  onChange: (form: Form) => void
}

/** What the file is, and what each of its columns is for, beside what stands in it. */
export function ColumnsForm({ form, beginning, onChange }: ColumnsFormProps) {
  const { t } = useTexts()
  const use = (column: string, chosen: Use) =>
    onChange({ ...form, uses: { ...form.uses, [column]: chosen } })
  return (
    <>
      <FileFields form={form} columns={beginning.columns} onChange={onChange} />
      <Panel title={t('imports.columns')}>
        <p className={classes.quiet}>{t('imports.columns.hint')}</p>
        <ul className={classes.columns}>
          {beginning.columns.map((column) => (
            <ColumnRow
              key={column}
              column={column}
              samples={samplesOf(beginning, column)}
              lines={form.lines}
              use={form.uses[column] ?? { kind: 'none' }}
              onChange={(chosen) => use(column, chosen)}
            />
          ))}
        </ul>
      </Panel>
    </>
  )
}
