import { useState } from 'react'
import type { Source } from '../../../server/src/modules/thread/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './SourcePage.module.css'
import { browserExample, type Way, waysOf } from './snippets.ts'

/** What to paste where: our own script, or whatever already speaks Segment or RudderStack. */
export function Connect({ source }: { source: Source }) {
  const { t } = useTexts()
  const { kind, writeKey, previousKeyUntil } = source
  const ways = waysOf(kind, writeKey, window.location.origin)
  const [chosen, setChosen] = useState<Way['name'] | undefined>(ways[0]?.name)
  const way = ways.find(({ name }) => name === chosen)
  if (kind === 'import') return <p className={classes.quiet}>{t('sources.import.hint')}</p>
  return (
    <div className={classes.blocks}>
      <div>
        <p className={classes.label}>{t('sources.writeKey')}</p>
        <Copyable value={writeKey} />
        <p className={classes.quiet}>{t('sources.writeKey.hint')}</p>
        {previousKeyUntil && Date.parse(previousKeyUntil) > Date.now() && (
          <p className={classes.quiet}>
            {t('sources.previousKey')} <DateTime at={previousKeyUntil} />
          </p>
        )}
      </div>
      <FilterChips
        label={t('sources.connect')}
        required
        value={chosen}
        options={ways.map(({ name }) => ({ value: name, label: t(`sources.way.${name}`) }))}
        onChange={setChosen}
      />
      {way && (
        <div>
          <p className={classes.label}>{t(`sources.way.${way.name}.where`)}</p>
          <Copyable block value={way.text} />
        </div>
      )}
      {way?.inBrowser && (
        <div>
          <p className={classes.label}>{t('sources.snippet.then')}</p>
          <Copyable
            block
            value={browserExample.replaceAll('analytics.', `${way.object ?? 'analytics'}.`)}
          />
        </div>
      )}
    </div>
  )
}
