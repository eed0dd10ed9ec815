import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { QrCode } from '../ui/QrCode.tsx'
import classes from './Setup.module.css'

/** The secret of an authenticator app, to scan, or to type where there is no camera. */
export function ScanSecret({ secret, uri }: { secret: string; uri: string }) {
  const { t } = useTexts()
  return (
    <div className={classes.scan}>
      <QrCode text={uri} label={t('account.app.scan')} />
      <div className={classes.byHand}>
        <p>{t('account.app.byHand')}</p>
        <Copyable block value={secret} shown={(secret.match(/.{1,4}/g) ?? []).join(' ')} />
      </div>
    </div>
  )
}
