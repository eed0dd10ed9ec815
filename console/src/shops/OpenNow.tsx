import type { Opening } from '../../../server/src/modules/shops/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag } from '../ui/Tag.tsx'

/** Open until when, or closed until when, as its own wall clock shows it. */
export function OpenNow({ now, timeZone }: { now: Opening; timeZone: string }) {
  const { t, language } = useTexts()
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' },
  })
  if (now.open)
    return (
      <Tag tone="good">
        {now.until
          ? t('shops.open.until', { time: format.format(new Date(now.until)) })
          : t('shops.open')}
      </Tag>
    )
  return (
    <Tag>
      {now.opensAt
        ? t('shops.closed.until', { time: format.format(new Date(now.opensAt)) })
        : t('shops.closed')}
    </Tag>
  )
}
