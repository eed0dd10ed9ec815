import { Autocomplete, Select, TextInput } from '@mantine/core'
import { useId } from 'react'
import { Channel, channels } from '../../../server/src/modules/thread/contract.ts'
import { knownEvents } from '../audiences/knownEvents.ts'
import { useWordings } from '../consent/useWordings.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './ColumnsForm.module.css'
import type { Form } from './form.ts'

interface FileFieldsProps {
  form: Form
  columns: readonly string[]
  onChange: (form: Form) => void
}

const clocks = ['iso', 'dmy', 'mdy', 'seconds', 'milliseconds'] as const
const delimiters = [',', ';', '\t', '|']

/** What holds for all lines: what one is, where it comes from, how dates and figures are written. */
export function FileFields({ form, columns, onChange }: FileFieldsProps) {
  const { t } = useTexts()
  const set = (change: Partial<Form>) => onChange({ ...form, ...change })
  const decided = Object.values(form.uses).some(({ kind }) => kind === 'consent')
  const timed = form.clock.format !== 'seconds' && form.clock.format !== 'milliseconds'
  return (
    <div className={classes.fields}>
      <Select
        label={t('imports.lines')}
        allowDeselect={false}
        value={form.lines}
        data={(['people', 'events'] as const).map((value) => ({
          value,
          label: t(`imports.lines.${value}`),
        }))}
        onChange={(value) => set({ lines: value === 'events' ? 'events' : 'people' })}
      />
      {form.lines === 'events' && (
        <>
          <Autocomplete
            label={t('imports.event')}
            data={[...knownEvents]}
            value={form.event}
            onChange={(event) => set({ event })}
          />
          <Select
            label={t('imports.together')}
            allowDeselect={false}
            value={form.together}
            data={[
              { value: '', label: t('imports.together.none') },
              ...columns.map((column) => ({
                value: column,
                label: t('imports.together.by', { column }),
              })),
            ]}
            onChange={(together) => set({ together: together ?? '' })}
          />
          <TextInput
            label={t('imports.currency')}
            maxLength={3}
            value={form.currency}
            onChange={(event) => set({ currency: event.target.value.toUpperCase() })}
          />
        </>
      )}
      <Select
        label={t('thread.channel')}
        allowDeselect={false}
        value={form.channel}
        data={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
        onChange={(value) => set({ channel: Channel.catch('api').parse(value) })}
      />
      <Select
        label={t('imports.clock')}
        allowDeselect={false}
        value={form.clock.format}
        data={clocks.map((value) => ({ value, label: t(`imports.clock.${value}`) }))}
        onChange={(value) =>
          set({ clock: { ...form.clock, format: clocks.find((one) => one === value) ?? 'iso' } })
        }
      />
      {timed && (
        <Select
          label={t('imports.zone')}
          searchable
          allowDeselect={false}
          value={form.clock.zone}
          data={zonesWith(form.clock.zone)}
          onChange={(zone) => set({ clock: { ...form.clock, zone: zone ?? 'UTC' } })}
        />
      )}
      {form.format === 'csv' && <CsvFields form={form} onChange={onChange} />}
      {decided && <ConsentFields form={form} onChange={onChange} />}
    </div>
  )
}

function CsvFields({ form, onChange }: Omit<FileFieldsProps, 'columns'>) {
  const { t } = useTexts()
  const set = (csv: Partial<Form['csv']>) => onChange({ ...form, csv: { ...form.csv, ...csv } })
  return (
    <>
      <Select
        label={t('imports.decimal')}
        allowDeselect={false}
        value={form.csv.decimal}
        data={([',', '.'] as const).map((value) => ({
          value,
          label: t('imports.decimal.of', { value: `12${value}50` }),
        }))}
        onChange={(value) => set({ decimal: value === ',' ? ',' : '.' })}
      />
      <Select
        label={t('imports.delimiter')}
        allowDeselect={false}
        value={form.csv.delimiter}
        data={[...new Set([...delimiters, form.csv.delimiter])].map((value) => ({
          value,
          label: value === '\t' ? t('imports.delimiter.tab') : value,
        }))}
        onChange={(value) => set({ delimiter: value ?? ',' })}
      />
      <Select
        label={t('imports.encoding')}
        allowDeselect={false}
        value={form.csv.encoding}
        data={[
          { value: 'utf8', label: 'UTF-8' },
          { value: 'latin1', label: 'Windows, ISO 8859-1' },
        ]}
        onChange={(value) => set({ encoding: value === 'latin1' ? 'latin1' : 'utf8' })}
      />
    </>
  )
}

/** The words that were shown and where: of all lines, unless a column says it. */
function ConsentFields({ form, onChange }: Omit<FileFieldsProps, 'columns'>) {
  const { t } = useTexts()
  const { data: wordings = [] } = useWordings()
  const hint = useId()
  const isSaid = (of: string) =>
    Object.values(form.uses).some((use) => use.kind === 'proof' && use.of === of)
  return (
    <>
      {!isSaid('wording') && (
        <Autocomplete
          label={t('imports.wording')}
          aria-describedby={hint}
          data={[...new Set(wordings.map(({ version }) => version))]}
          value={form.wording}
          onChange={(wording) => onChange({ ...form, wording })}
        />
      )}
      {!isSaid('source') && (
        <TextInput
          label={t('imports.collected')}
          placeholder={t('imports.collected.example')}
          value={form.source}
          onChange={(event) => onChange({ ...form, source: event.target.value })}
        />
      )}
      <p id={hint} className={classes.note}>
        {t('imports.proof.hint')}
      </p>
    </>
  )
}

const zonesWith = (zone: string) => [
  ...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')]),
]
