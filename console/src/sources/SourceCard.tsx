import {
  IconBrowser,
  IconCashRegister,
  IconDeviceMobile,
  IconDeviceTablet,
  IconFileImport,
  IconServer2,
} from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Source } from '../../../server/src/modules/thread/contract.ts'
import { useNow } from '../app/useNow.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { Tag } from '../ui/Tag.tsx'
import { RelativeTime } from '../ui/times.tsx'
import classes from './SourcesPage.module.css'
import { browserExample, browserSnippet, nodeSnippet } from './snippets.ts'

const icons = {
  browser: IconBrowser,
  server: IconServer2,
  app: IconDeviceMobile,
  till: IconCashRegister,
  kiosk: IconDeviceTablet,
  import: IconFileImport,
} satisfies Record<Source['kind'], unknown>

/** Folded: is it alive? Unfolded: what to paste where. */
export function SourceCard({ source, startOpen }: { source: Source; startOpen: boolean }) {
  const { t, formats } = useTexts()
  const [open, setOpen] = useState(startOpen)
  const card = useRef<HTMLElement>(null)
  // What was just created is what one wants to see, wherever its name puts it in the list.
  useEffect(() => {
    if (startOpen) card.current?.scrollIntoView({ block: 'nearest' })
  }, [startOpen])
  const Icon = icons[source.kind]
  const { accepted, refused, duplicates } = source
  return (
    <article ref={card} className={classes.card} aria-label={source.name}>
      <button
        type="button"
        className={classes.head}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon size={20} stroke={1.5} aria-hidden />
        <span className={classes.name}>
          {source.name}
          <span className={classes.kind}>{t(`sources.kind.${source.kind}`)}</span>
        </span>
        <Pulse source={source} />
        <span className={classes.counts}>
          {t('sources.counts', {
            accepted: formats.count(accepted),
            refused,
            duplicates,
          })}
        </span>
      </button>
      {open && (
        <div className={classes.body}>
          <div>
            <p className={classes.label}>{t('sources.writeKey')}</p>
            <Copyable value={source.writeKey} />
            <p className={classes.hint}>{t('sources.writeKey.hint')}</p>
          </div>
          <Snippet source={source} />
        </div>
      )}
    </article>
  )
}

function Pulse({ source: { lastEventAt } }: { source: Source }) {
  const { t } = useTexts()
  const now = useNow()
  if (!lastEventAt) return <Tag>{t('sources.waiting')}</Tag>
  const quiet = now.getTime() - Date.parse(lastEventAt) > 24 * 3_600_000
  return (
    <Tag tone={quiet ? 'plain' : 'good'}>
      <span>
        {t('sources.last')} <RelativeTime at={lastEventAt} />
      </span>
    </Tag>
  )
}

function Snippet({ source: { kind, writeKey } }: { source: Source }) {
  const { t } = useTexts()
  const origin = window.location.origin
  if (kind === 'import') return <p className={classes.hint}>{t('sources.import.hint')}</p>
  const inBrowser = kind === 'browser' || kind === 'kiosk'
  return (
    <div>
      <p className={classes.label}>{t(inBrowser ? 'sources.snippet' : 'sources.snippet.node')}</p>
      <Copyable
        block
        value={inBrowser ? browserSnippet(writeKey, origin) : nodeSnippet(writeKey, origin)}
      />
      <p className={classes.hint}>{t('sources.snippet.hint')}</p>
      {inBrowser && (
        <>
          <p className={classes.hint}>{t('sources.snippet.then')}</p>
          <Copyable block value={browserExample} />
        </>
      )}
    </div>
  )
}
