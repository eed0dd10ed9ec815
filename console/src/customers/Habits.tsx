import { Channel } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ChannelName } from '../ui/ChannelIcon.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './Habits.module.css'
import { Hours } from './Hours.tsx'
import { useProfile } from './useProfile.ts'

/** What draws this person, where and when they come: counted from what they did, said by nobody. */
export function Habits({ id }: { id: string }) {
  const { t, formats } = useTexts()
  const { data, error } = useProfile(id)
  const acts = data?.channels.reduce((sum, one) => sum + one.acts, 0) ?? 0
  const known = (data?.channels ?? []).flatMap((one) => {
    const channel = Channel.safeParse(one.channel)
    return channel.success ? [{ ...one, channel: channel.data }] : []
  })
  return (
    <Panel title={t('customers.habits')} error={error} isLoading={!data}>
      {data && acts === 0 && data.interests.length === 0 && (
        <p className={classes.none}>{t('customers.habits.none')}</p>
      )}
      {data && data.interests.length > 0 && (
        <ul className={classes.interests} aria-label={t('customers.interests')}>
          {data.interests.map(({ category, viewed, bought, returned }) => (
            <li
              key={category}
              data-bought={bought > returned}
              title={t('customers.interest.why', { viewed, bought, returned })}
            >
              {categoryName(t, category)}
            </li>
          ))}
        </ul>
      )}
      {acts > 0 && (
        <ul className={classes.channels} aria-label={t('customers.habits.channels')}>
          {known.slice(0, 4).map(({ channel, acts: own }) => (
            <li key={channel} title={t('customers.habits.acts', { count: own })}>
              <ChannelName channel={channel} />
              <span className={classes.bar} aria-hidden="true">
                <span style={{ inlineSize: `${Math.max(2, (own / acts) * 100)}%` }} />
              </span>
              <span className={classes.share}>
                {formats.percent(Math.round((own / acts) * 100) / 100)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {data && acts > 0 && <Hours hours={data.hours} />}
      {data?.favouriteShop && (
        <p className={classes.shop}>
          {t('customers.habits.shop', {
            shop: data.favouriteShop.name,
            count: data.favouriteShop.orders,
          })}
        </p>
      )}
    </Panel>
  )
}

type T = ReturnType<typeof useTexts>['t']

/** Categories are whatever the shop calls them; the usual codes have a name. */
function categoryName(t: T, category: string): string {
  const key = `customers.category.${category.toLowerCase()}`
  return t.has(key) ? t(key) : category
}
