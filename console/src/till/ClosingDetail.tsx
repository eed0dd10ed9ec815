import { Button, CloseButton } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Closing } from '../../../server/src/modules/till/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { periodText } from './periodText.ts'
import classes from './Till.module.css'

interface ClosingDetailProps {
  closing: Closing & { place: string }
  onClose: () => void
}

/** What a till took and gave back in a period, what seals that, and the file of all of it. */
export function ClosingDetail({ closing, onClose }: ClosingDetailProps) {
  const { t, formats, language } = useTexts()
  const { till, period, kind, currency, receipts, first, last } = closing
  const money = (amount: number) => formats.money(amount, currency)
  return (
    <aside className={classes.detail} aria-label={t('till.closings.one')}>
      <header className={classes.detailHead}>
        <div>
          <h2 className={classes.amount}>{money(closing.total)}</h2>
          <p className={classes.quiet}>
            {periodText(period, language)} · {closing.place} · {till}
          </p>
        </div>
        <CloseButton size="sm" aria-label={t('till.closings.close')} onClick={onClose} />
      </header>
      <p className={classes.quiet}>
        {t('till.closings.fromTo', { receipts, first: first ?? 0, last: last ?? 0 })}
      </p>
      <dl className={classes.sums}>
        <Row term={t('till.closings.sales')}>{money(closing.sales)}</Row>
        <Row term={t('till.closings.refunds')}>{money(closing.refunds)}</Row>
        <Row term={t('till.total')}>{money(closing.total)}</Row>
        <Row term={t('till.closings.perpetual')}>{money(closing.perpetual)}</Row>
      </dl>
      {closing.taxes.length > 0 && (
        <Part title={t('till.closings.taxes')}>
          {closing.taxes.map(({ rate, net, vat }) => (
            <Row
              key={rate}
              term={t('till.closings.tax', {
                rate: formats.percent(rate / 10_000),
                net: money(net),
              })}
            >
              {money(vat)}
            </Row>
          ))}
        </Part>
      )}
      {closing.payments.length > 0 && (
        <Part title={t('till.closings.means')}>
          {closing.payments.map(({ means, amount }) => (
            <Row key={means} term={t(`till.means.${means}`)}>
              {money(amount)}
            </Row>
          ))}
        </Part>
      )}
      {kind === 'day' && receipts > 0 && (
        <p className={classes.quiet}>
          <Link to="/till" search={{ till, day: period } as never}>
            {t('till.closings.see')}
          </Link>
        </p>
      )}
      <div>
        <h3 className={classes.subtitle}>{t('till.one.hash')}</h3>
        <Copyable value={closing.hash} />
        <h3 className={classes.subtitle}>{t('till.closings.signature')}</h3>
        <Copyable value={closing.signature} />
        <p className={classes.quiet}>
          {t('till.closings.keep', { day: periodText(closing.keepUntil, language) })}
        </p>
      </div>
      <div>
        <Button
          component="a"
          variant="default"
          href={`/api/till/archive?till=${encodeURIComponent(till)}&period=${period}`}
          download
          leftSection={<IconDownload size={16} stroke={1.6} />}
        >
          {t('till.closings.archive')}
        </Button>
        <p className={classes.quiet}>{t('till.closings.archive.text')}</p>
      </div>
    </aside>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <h3 className={classes.subtitle}>{title}</h3>
      <dl className={classes.sums}>{children}</dl>
    </div>
  )
}

const Row = ({ term, children }: { term: string; children: React.ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
)
