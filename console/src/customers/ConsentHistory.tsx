import type { Decision } from '../../../server/src/modules/consent/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag } from '../ui/Tag.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './Facts.module.css'

const tones = { given: 'good', withdrawn: 'bad', pending: 'warn' } as const

/** Each decision with its proof: when, where, upon which words. */
export function ConsentHistory({ history }: { history: Decision[] }) {
  const { t } = useTexts()
  if (history.length === 0) return null
  return (
    <details className={classes.history}>
      <summary>{t('customers.consent.history', { count: history.length })}</summary>
      <ul>
        {history.map((decision) => (
          <li key={decision.id}>
            <Tag tone={tones[decision.decision]}>{t(`customers.consent.${decision.decision}`)}</Tag>{' '}
            {t(`customers.purpose.${decision.purpose}`)}, {t(`channels.${decision.channel}`)}
            <p className={classes.proof}>
              <DateTime at={decision.at} /> · {decision.form ?? decision.sourceKind}
              {decision.proof && ` · ${decision.proof}`}
            </p>
            {decision.askedAt && (
              <p className={classes.proof}>
                {t('customers.consent.askedAt')} <DateTime at={decision.askedAt} />
              </p>
            )}
            {decision.parent && (
              <p className={classes.proof}>
                {t('customers.consent.parent', { parent: decision.parent })}
              </p>
            )}
            {decision.expiresAt && (
              <p className={classes.proof}>
                {t('customers.consent.until')} <DateTime at={decision.expiresAt} as="date" />
              </p>
            )}
            {decision.wording && (
              <p className={classes.words} lang={decision.wording.language}>
                {decision.wording.text}
              </p>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
