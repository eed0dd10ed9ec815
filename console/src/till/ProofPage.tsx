import { Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { z } from 'zod'
import { TillVerdict } from '../../../server/src/modules/till/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Page, Section } from '../ui/Page.tsx'
import { Tag } from '../ui/Tag.tsx'
import { periodText } from './periodText.ts'
import classes from './Till.module.css'
import { TillTabs } from './TillTabs.tsx'

/** Whether everything that tills sealed still stands: all of it is read again when it is asked for. */
export function ProofPage() {
  const { t } = useTexts()
  const { notifyProblem } = useNotify()
  const verify = useMutation({
    mutationFn: () => get('/api/till/verdict', { answer: z.array(TillVerdict) }),
    onError: notifyProblem,
  })
  const button = (
    <Button
      leftSection={<IconShieldCheck size={16} stroke={1.6} />}
      loading={verify.isPending}
      onClick={() => verify.mutate()}
    >
      {t('till.proof.verify')}
    </Button>
  )
  return (
    <Page
      title={t('till.proof.title')}
      answer={t('till.proof.answer')}
      actions={verify.data && button}
    >
      <TillTabs />
      <div role="status">
        {verify.data ? (
          <>
            <ul className={classes.verdicts}>
              {verify.data.map((one) => (
                <Verdict key={one.tillId} verdict={one} />
              ))}
            </ul>
            <Heads verdicts={verify.data} />
          </>
        ) : (
          <EmptyState
            icon={<IconShieldCheck size={28} stroke={1.4} />}
            title={t('till.proof.before')}
            action={button}
          >
            {t('till.proof.answer')}
          </EmptyState>
        )}
      </div>
    </Page>
  )
}

function Verdict({ verdict }: { verdict: TillVerdict }) {
  const { t, language } = useTexts()
  const { till, place, receipts, closings } = verdict
  const { firstAltered: receipt } = receipts
  const { firstAltered: closing } = closings
  const altered = receipt !== undefined || closing !== undefined
  return (
    <li className={classes.verdict} data-altered={altered}>
      <span className={classes.verdictTill}>
        <strong>{place}</strong>
        <span className={classes.quiet}>{till}</span>
      </span>
      <Tag tone={altered ? 'bad' : 'good'}>
        {t(altered ? 'till.proof.altered' : 'till.proof.intact')}
      </Tag>
      <span className={classes.verdictText}>
        <span>
          {receipt
            ? t('till.proof.receipt', {
                number: String(receipt.number),
                why: t(`till.proof.why.${receipt.why}`),
                after: receipts.after,
              })
            : t('till.proof.receipts', { count: receipts.intact })}
          {!altered && ', '}
        </span>
        <span>
          {closing
            ? t('till.proof.closing', {
                period: closing.period ? periodText(closing.period, language) : '',
                why: t(`till.proof.why.${closing.why}`),
                after: closings.after,
              })
            : t('till.proof.closings', { count: closings.intact })}
        </span>
      </span>
    </li>
  )
}

/** What is worth being noted elsewhere: the ends of the chains, and the keys. */
function Heads({ verdicts }: { verdicts: readonly TillVerdict[] }) {
  const { t } = useTexts()
  const used = verdicts.filter(({ receipts, closings }) => receipts.head || closings.head)
  if (used.length === 0) return null
  return (
    <Section title={t('till.proof.heads')}>
      <p className={classes.quiet}>{t('till.proof.heads.text')}</p>
      <ul className={classes.heads}>
        {used.map(({ till, receipts, closings, keys }) => (
          <li key={till}>
            <strong>{till}</strong>
            <dl className={classes.seal}>
              {receipts.head && (
                <>
                  <dt>{t('till.proof.head.receipts')}</dt>
                  <dd>
                    <Copyable value={receipts.head} />
                  </dd>
                </>
              )}
              {closings.head && (
                <>
                  <dt>{t('till.proof.head.closings')}</dt>
                  <dd>
                    <Copyable value={closings.head} />
                  </dd>
                </>
              )}
              {keys.map(({ id, fingerprint, madeAt }) => (
                <KeyRow key={id} fingerprint={fingerprint} madeAt={madeAt} />
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function KeyRow({ fingerprint, madeAt }: { fingerprint: string; madeAt: string }) {
  const { t, formats } = useTexts()
  return (
    <>
      <dt>{t('till.proof.key', { day: formats.date(madeAt) })}</dt>
      <dd>
        <Copyable value={fingerprint} />
      </dd>
    </>
  )
}
