import { useSession } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './Settings.module.css'

/** The brand as every screen, figure and mail takes it. */
export function BrandPanel() {
  const { t, formats } = useTexts()
  const { name, timeZone, currency, languages } = useSession().brand
  const currencies = new Intl.DisplayNames(formats.locale, { type: 'currency' })
  return (
    <Panel title={t('settings.brand')}>
      <dl className={classes.facts}>
        <dt>{t('settings.brand.name')}</dt>
        <dd>{name}</dd>
        <dt>{t('settings.brand.timeZone')}</dt>
        <dd>{timeZone}</dd>
        <dt>{t('settings.brand.currency')}</dt>
        <dd>
          {currencies.of(currency)} ({currency})
        </dd>
        <dt>{t('settings.brand.languages')}</dt>
        <dd>{languages.map(formats.language).join(', ')}</dd>
      </dl>
    </Panel>
  )
}
