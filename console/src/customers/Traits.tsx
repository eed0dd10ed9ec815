import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './Facts.module.css'

/** What is known of the person, as their channels told it. */
export function Traits({ traits }: { traits: Record<string, unknown> }) {
  const { t } = useTexts()
  const told = Object.entries(traits).filter(([, value]) => value !== null && value !== '')
  if (told.length === 0) return null
  return (
    <Panel title={t('customers.traits')}>
      <dl className={classes.facts}>
        {told.map(([name, value]) => (
          <Trait key={name} name={name} value={value} />
        ))}
      </dl>
    </Panel>
  )
}

function Trait({ name, value }: { name: string; value: unknown }) {
  const { t } = useTexts()
  const key = `customers.trait.${name}`
  return (
    <>
      <dt>{t.has(key) ? t(key) : name}</dt>
      <dd>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
    </>
  )
}
