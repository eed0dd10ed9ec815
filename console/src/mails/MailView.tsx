import { Button, SegmentedControl } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { CaughtMailContent } from '../../../server/src/modules/messages/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { firstWidth, MailFrame } from '../ui/MailFrame.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './MailsPage.module.css'

const views = ['desktop', 'phone', 'text', 'headers'] as const
type View = (typeof views)[number]

/** One mail as its reader sees it, and what lies behind it. */
export function MailView({ id, onBack }: { id: string; onBack: () => void }) {
  const { t } = useTexts()
  const [view, setView] = useState<View>(firstWidth)
  const {
    data: mail,
    error,
    refetch,
  } = useQuery({
    queryKey: ['messages', 'mails', 'one', id],
    queryFn: ({ signal }) => get(`/api/mails/${id}`, { answer: CaughtMailContent, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <article className={classes.view} aria-busy={!mail}>
      <Button
        className={classes.back}
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconArrowLeft size={15} />}
        onClick={onBack}
      >
        {t('mails.back')}
      </Button>
      {error && <ErrorState error={error} retry={refetch} />}
      {mail && (
        <>
          <header>
            <h2 className={classes.title}>{mail.subject || t('mails.noSubject')}</h2>
            <dl className={classes.envelope}>
              <dt>{t('mails.from')}</dt>
              <dd>{mail.from}</dd>
              <dt>{t('mails.to')}</dt>
              <dd>
                {mail.recipients.join(', ')}
                {mail.customerId && (
                  <Link
                    className={classes.thread}
                    to="/customers/$id"
                    params={{ id: mail.customerId }}
                  >
                    {t('mails.customer')}
                  </Link>
                )}
              </dd>
              <dt>{t('mails.at')}</dt>
              <dd>
                <DateTime at={mail.caughtAt} />
              </dd>
            </dl>
          </header>
          <div className={classes.tools}>
            <SegmentedControl
              size="xs"
              aria-label={t('mails.view.label')}
              value={view}
              onChange={(value) => setView(value as View)}
              data={views.map((value) => ({ value, label: t(`mails.view.${value}`) }))}
            />
            <a className={classes.raw} href={`/api/mails/${id}/raw`} download>
              {t('mails.raw')}
            </a>
          </div>
          <Content mail={mail} view={view} />
        </>
      )}
    </article>
  )
}

function Content({ mail, view }: { mail: CaughtMailContent; view: View }) {
  const { t } = useTexts()
  if (view === 'headers') return <Headers mail={mail} />
  if (view === 'text') return <pre className={classes.plain}>{mail.text || t('mails.noText')}</pre>
  return (
    <>
      <MailFrame
        title={t('mails.frame', { subject: mail.subject })}
        width={view}
        src={`/api/mails/${mail.id}/html`}
      />
      <p className={classes.hint}>{t('mails.newTab')}</p>
    </>
  )
}

function Headers({ mail: { headers } }: { mail: CaughtMailContent }) {
  const { t } = useTexts()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t('mails.view.headers')}>
      <table className={classes.headers}>
        <thead>
          <tr>
            <th scope="col">{t('mails.headers.name')}</th>
            <th scope="col">{t('mails.headers.value')}</th>
          </tr>
        </thead>
        <tbody>
          {headers.map(({ name, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice; their order is fixed
            <tr key={index}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
