import type { ImportMapping } from '../../../server/src/modules/thread/import/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { DateTime } from '../ui/times.tsx'
import { fieldText } from './ColumnRow.tsx'
import classes from './ColumnsForm.module.css'
import { faultText } from './faultText.ts'
import { usePreview } from './useImportFile.ts'

type Said = Record<string, unknown>

/** What the first lines become by this mapping, while it is being made. */
export function LinePreview({ id, mapping }: { id: string; mapping: ImportMapping }) {
  const { t } = useTexts()
  const { data, error } = usePreview(id, mapping)
  return (
    <Panel title={t('imports.preview')} error={error} isLoading={!data && !error}>
      {data?.refusal && <p className={classes.note}>{refusalText(t, data.refusal)}</p>}
      {data?.sample.map((message) => (
        <Became key={String(message.messageId)} message={message} />
      ))}
      {data && data.faults.length > 0 && (
        <ul className={classes.faults}>
          {data.faults.slice(0, 3).map(({ line, reason, detail }) => (
            <li key={`${line} ${reason}`}>
              {t('imports.line', { line })} {faultText(t, reason)} <code>{detail}</code>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Became({ message }: { message: Said }) {
  const { t } = useTexts()
  const { type, event, userId, anonymousId, timestamp, properties, traits } = message
  const { products, ...said } = { ...(properties as Said), ...(traits as Said) }
  const who = userId ?? said.email ?? said.phone ?? said.loyaltyCard ?? anonymousId
  return (
    <article className={classes.became}>
      <h3>
        {type === 'identify' ? t('imports.lines.people') : String(event)}
        <span className={classes.quiet}>
          <DateTime at={String(timestamp)} />
        </span>
      </h3>
      <dl>
        <dt>{t('imports.group.who')}</dt>
        <dd>{who === undefined ? t('imports.nobody') : String(who)}</dd>
        {Object.entries(said).map(([name, value]) => (
          <Field key={name} name={name} value={value} />
        ))}
        {Array.isArray(products) && (
          <Field
            name={t('imports.group.product')}
            value={products.map((one: Said) => Object.values(one).join(' · ')).join('\n')}
          />
        )}
      </dl>
    </article>
  )
}

function Field({ name, value }: { name: string; value: unknown }) {
  const { t } = useTexts()
  return (
    <>
      <dt>{fieldText(t, name)}</dt>
      <dd>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
    </>
  )
}

function refusalText(t: ReturnType<typeof useTexts>['t'], code: string): string {
  const key = `refusals.${code}`
  return t.has(key) ? t(key) : code
}
