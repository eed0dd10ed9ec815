import { Link } from '@tanstack/react-router'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Section } from '../ui/Page.tsx'
import classes from './Attention.module.css'
import type { Concern } from './concern.ts'
import { Today } from './Today.tsx'
import { useAudienceTrouble } from './useAudienceTrouble.ts'
import { useMessageTrouble } from './useMessageTrouble.ts'
import { usePaymentTrouble } from './usePaymentTrouble.ts'
import { useThreadTrouble } from './useThreadTrouble.ts'

/** What waits for somebody: each capability that can get stuck tells it by a hook of its own. */
export function Attention() {
  const { t } = useTexts()
  const concerns: Concern[] = [
    ...useMessageTrouble(),
    ...usePaymentTrouble(),
    ...useAudienceTrouble(),
    ...useThreadTrouble(),
  ]
  return (
    <aside className={classes.aside} aria-label={t('home.attention.title')}>
      <Section title={t('home.attention.title')}>
        {concerns.length === 0 ? (
          <p className={classes.calm}>{t('home.attention.nothing')}</p>
        ) : (
          <ul className={classes.list}>
            {concerns.map(({ id, text, why, to, search }) => (
              <li key={id}>
                <Link to={to as '/'} search={search as never} className={classes.concern}>
                  <span className={classes.text}>{text}</span>
                  <span className={classes.why}>{why}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Today />
    </aside>
  )
}
