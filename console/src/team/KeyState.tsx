import type { ApiKey } from '../../../server/src/modules/team/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag } from '../ui/Tag.tsx'
import classes from './Team.module.css'

/** By the wall's clock, which a demo's moved one knows nothing of. */
const isOver = ({ expiresAt }: ApiKey) => expiresAt !== null && Date.parse(expiresAt) <= Date.now()

export const isAlive = (key: ApiKey) => key.revokedAt === null && !isOver(key)

/** Whether a key still lets in, and until when. */
export function KeyState({ apiKey }: { apiKey: ApiKey }) {
  const { t, formats } = useTexts()
  const { revokedAt, expiresAt } = apiKey
  if (revokedAt) return <Tag>{t('team.keys.revoked', { date: formats.date(revokedAt) })}</Tag>
  if (expiresAt && isOver(apiKey)) {
    return <Tag>{t('team.keys.expired', { date: formats.date(expiresAt) })}</Tag>
  }
  return (
    <span className={classes.state}>
      <Tag tone="good">{t('team.keys.active')}</Tag>
      {expiresAt && (
        <span className={classes.quiet}>
          {t('team.keys.expires.on', { date: formats.date(expiresAt) })}
        </span>
      )}
    </span>
  )
}
