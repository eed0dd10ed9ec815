import { Reading } from '../../../server/src/modules/thread/import/contract.ts'
import { channelText, purposeText } from '../audiences/tongue.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Translator } from '../texts/translator.ts'
import classes from './ColumnsForm.module.css'
import { type Form, readAs, type Use } from './form.ts'
import { choicesFor, chosenBy, keyOf } from './uses.ts'

interface ColumnRowProps {
  column: string
  samples: readonly string[]
  lines: Form['lines']
  use: Use
  onChange: (use: Use) => void
}

/** A column: its name, some of what stands in it, and what it is for. */
export function ColumnRow({ column, samples, lines, use, onChange }: ColumnRowProps) {
  const { t } = useTexts()
  const key = keyOf(use, lines)
  const isField = use.kind === 'field' || use.kind === 'product'
  return (
    <li className={classes.row} data-used={use.kind !== 'none'}>
      <div className={classes.column}>
        <strong>{column}</strong>
        <span className={classes.samples}>
          {samples.length === 0 ? t('imports.columns.empty') : samples.slice(0, 3).join(' · ')}
        </span>
      </div>
      <div className={classes.choice}>
        <select
          className={classes.select}
          aria-label={t('imports.use', { column })}
          value={key}
          onChange={(event) => onChange(chosenBy(event.target.value))}
        >
          <option value="none">{t('imports.use.none')}</option>
          {choicesFor(lines).map(({ group, keys }) => (
            <optgroup key={group} label={t(`imports.group.${group}`)}>
              {keys.map((choice) => (
                <option key={choice} value={choice}>
                  {choiceText(t, choice)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        {isField && key.endsWith(':') && (
          <input
            className={classes.select}
            aria-label={t('imports.name', { column })}
            placeholder={t('imports.name.hint')}
            maxLength={100}
            value={use.name}
            onChange={(event) => onChange({ ...use, name: event.target.value.trim() })}
          />
        )}
        {isField && (key.endsWith(':') || use.as !== readAs(use.name)) && (
          <select
            className={classes.select}
            aria-label={t('imports.as', { column })}
            value={use.as}
            onChange={(event) => onChange({ ...use, as: Reading.parse(event.target.value) })}
          >
            {Reading.options.map((reading) => (
              <option key={reading} value={reading}>
                {t(`imports.as.${reading}`)}
              </option>
            ))}
          </select>
        )}
      </div>
    </li>
  )
}

function choiceText(t: Translator, key: string): string {
  const [kind = '', one = '', other = ''] = key.split(':')
  if (kind === 'consent') {
    return t('imports.use.consent', {
      purpose: purposeText(t, one),
      channel: channelText(t, other),
    })
  }
  if (kind === 'proof') return said(t, `imports.proof.${one}`, one)
  if (kind !== 'field' && kind !== 'product') return said(t, `imports.use.${kind}`, kind)
  return one === '' ? t('imports.use.other') : fieldText(t, one)
}

/** A field as people say it, where it is one that is known. */
export const fieldText = (t: Translator, name: string) => said(t, `imports.field.${name}`, name)

const said = (t: Translator, key: string, otherwise: string) => (t.has(key) ? t(key) : otherwise)
