import { Button, Group, SegmentedControl } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import type { ReceiptDetail } from '../../../server/src/modules/till/contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { type Language, languages } from '../texts/catalogue.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Page } from '../ui/Page.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Tag } from '../ui/Tag.tsx'
import { DateTime } from '../ui/times.tsx'
import { Paper } from './Paper.tsx'
import classes from './Till.module.css'
import { tillKey, useReceipt } from './useTills.ts'

/** One receipt: as it is printed, how often it was, what belongs to it, and what seals it. */
export function ReceiptPage() {
  const { t, language: own } = useTexts()
  const { id = '' } = useParams({ strict: false })
  const { data: receipt, error, refetch } = useReceipt(id)
  const [language, setLanguage] = useState<Language>(own)
  const parent = { to: '/till', label: t('till.title') }
  const print = usePrint(id)
  if (error) {
    return (
      <Page title={t('till.one')} parent={parent}>
        <ErrorState error={error} retry={refetch} />
      </Page>
    )
  }
  if (!receipt) {
    return (
      <Page title={t('ui.loading')} parent={parent}>
        <div className={classes.paper} aria-busy="true" />
      </Page>
    )
  }
  const { till, number, prints } = receipt
  return (
    <Page
      title={t('till.one.title', { till, number: String(number) })}
      parent={parent}
      answer={<Answer receipt={receipt} />}
      actions={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label={t('till.one.language')}
            value={language}
            onChange={(value) => setLanguage(value as Language)}
            data={languages.map((value) => ({ value, label: value.toUpperCase() }))}
          />
          {print.may && (
            <Button
              leftSection={<IconPrinter size={16} stroke={1.6} />}
              loading={print.isPending}
              onClick={print.start}
            >
              {t(prints.length > 0 ? 'till.one.printAgain' : 'till.one.print')}
            </Button>
          )}
        </Group>
      }
    >
      <div className={classes.columns}>
        <Paper receipt={receipt} language={language} copy={print.copy} />
        <div className={classes.aside}>
          <Prints receipt={receipt} />
          <Relations receipt={receipt} />
          <SealPanel receipt={receipt} />
        </div>
      </div>
    </Page>
  )
}

/** Counts the print first: what comes out of the printer says which copy it is. */
function usePrint(id: string) {
  const can = useCan()
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  const [copy, setCopy] = useState<number | null>(null)
  const count = useMutation({
    mutationFn: () =>
      send('POST', `/api/till/receipts/${id}/prints`, undefined, {
        answer: z.object({ copy: z.int() }),
      }),
    onSuccess: (counted) => setCopy(counted.copy),
    onError: notifyProblem,
  })
  useEffect(() => {
    if (copy === null) return
    window.print()
    setCopy(null)
    void queries.invalidateQueries({ queryKey: [tillKey, 'receipt', id] })
  }, [copy, id, queries])
  return { may: can('till:write'), copy, isPending: count.isPending, start: () => count.mutate() }
}

function Answer({ receipt }: { receipt: ReceiptDetail }) {
  const { t, formats } = useTexts()
  return (
    <span className={classes.number}>
      <Tag tone={receipt.kind === 'refund' ? 'warn' : 'good'}>{t(`till.kind.${receipt.kind}`)}</Tag>
      <strong>{formats.money(receipt.total, receipt.currency)}</strong>
      <DateTime at={receipt.at} />
      <span>{receipt.place.name}</span>
      {receipt.byName && <span>{t('till.one.by', { name: receipt.byName })}</span>}
    </span>
  )
}

function Prints({ receipt: { prints } }: { receipt: ReceiptDetail }) {
  const { t } = useTexts()
  return (
    <Panel title={t('till.one.printed')}>
      {prints.length === 0 && <p className={classes.quiet}>{t('till.one.notPrinted')}</p>}
      <ul className={classes.list}>
        {prints.map(({ copy, at, byName }) => (
          <li key={copy}>
            <span>
              {copy === 0
                ? t('till.one.original')
                : t('till.one.duplicate', { copy: String(copy) })}
            </span>
            <span className={classes.quiet}>
              <DateTime at={at} />
              {byName && ` · ${byName}`}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Relations({ receipt }: { receipt: ReceiptDetail }) {
  const { t, formats } = useTexts()
  const can = useCan()
  const { orderId, orderNumber, others, corrects, closing } = receipt
  return (
    <Panel title={t('till.one.links')}>
      <ul className={classes.list}>
        {orderId && orderNumber && can('orders:read') && (
          <li>
            <Link to="/orders/$id" params={{ id: orderId }}>
              {t('till.one.order', { number: orderNumber })}
            </Link>
          </li>
        )}
        {others.map(({ id, till, number, total }) => (
          <li key={id}>
            <Link to="/till/receipts/$id" params={{ id }}>
              {id === corrects
                ? t('till.one.corrects', { number: `${till} ${number}` })
                : t('till.one.other', {
                    number: `${till} ${number}`,
                    total: formats.money(total, receipt.currency),
                  })}
            </Link>
          </li>
        ))}
        <li>
          {closing ? (
            <Link to="/till/closings" search={{ till: receipt.till, closing: closing.id } as never}>
              {t('till.one.closing', { period: closing.period })}
            </Link>
          ) : (
            <span className={classes.quiet}>{t('till.one.open')}</span>
          )}
        </li>
      </ul>
    </Panel>
  )
}

function SealPanel({ receipt }: { receipt: ReceiptDetail }) {
  const { t, formats } = useTexts()
  return (
    <Panel title={t('till.one.seal')}>
      <p className={classes.quiet}>{t('till.one.seal.text')}</p>
      <dl className={classes.seal}>
        <dt>{t('till.one.hash')}</dt>
        <dd>
          <Copyable value={receipt.hash} />
        </dd>
        {receipt.previous && (
          <>
            <dt>{t('till.one.previous')}</dt>
            <dd>
              <Copyable value={receipt.previous} />
            </dd>
          </>
        )}
        <dt>{t('till.one.perpetual')}</dt>
        <dd>{formats.money(receipt.perpetual, receipt.currency)}</dd>
      </dl>
    </Panel>
  )
}
