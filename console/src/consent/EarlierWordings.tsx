import type { Wording } from '../../../server/src/modules/consent/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Wordings.module.css'

/** Words of before stay for ever: they are the proof of every yes that was said to them. */
export function EarlierWordings({ wordings }: { wordings: Wording[] }) {
  const { t, formats } = useTexts()
  if (wordings.length === 0) return null
  const versions = new Set(wordings.map(({ version }) => version))
  return (
    <details className={classes.earlier}>
      <summary>{t('consent.earlier', { count: versions.size })}</summary>
      <p className={classes.quiet}>{t('consent.earlier.text')}</p>
      <ul>
        {wordings.map(({ id, version, language, createdAt, text, textHash }) => (
          <li key={id}>
            <p className={classes.quiet}>
              <span className={classes.language}>{formats.language(language)}</span>
              {t('consent.version', { version })}, <DateTime at={createdAt} as="date" />
            </p>
            <p lang={language}>{text}</p>
            <p className={classes.hash} title={t('consent.hash')}>
              {textHash}
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}
