import type { Opening } from '../../../server/src/modules/shops/contract.ts'
import { useNow } from '../app/useNow.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag } from '../ui/Tag.tsx'

/** Open until when, or closed until when, as its own wall clock shows it. */
export function OpenNow({ now, timeZone }: { now: Opening; timeZone: string }) {
  const { t, language } = useTexts()
  const today = useNow()
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB'
  const dayOf = (at: Date) => at.toLocaleDateString(locale, { timeZone })
  /** With its day, unless that is today there. */
  const said = (moment: string) => {
    const at = new Date(moment)
    const weekday = dayOf(at) === dayOf(today) ? undefined : 'short'
    return at.toLocaleString(locale, { timeZone, weekday, hour: '2-digit', minute: '2-digit' })
  }
  if (now.open)
    return (
      <Tag tone="good">
        {now.until ? t('shops.open.until', { time: said(now.until) }) : t('shops.open')}
      </Tag>
    )
  return (
    <Tag>
      {now.opensAt ? t('shops.closed.until', { time: said(now.opensAt) }) : t('shops.closed')}
    </Tag>
  )
}
