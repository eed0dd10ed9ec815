import { Button } from '@mantine/core'
import type { CaughtMail } from '../../../server/src/modules/messages/contract.ts'
import type { List } from '../api/useList.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { RelativeTime } from '../ui/times.tsx'
import { useRowKeys } from '../ui/useRowKeys.ts'
import classes from './MailsPage.module.css'

interface MailListProps {
  list: List<CaughtMail>
  openId: string | undefined
  onOpen: (id: string) => void
}

/** Newest first, as in any mailbox. */
export function MailList({ list, openId, onOpen }: MailListProps) {
  const { t } = useTexts()
  const rows = useRowKeys<HTMLUListElement>()
  if (list.isLoading) return <Bones />
  return (
    <>
      <ul ref={rows} className={classes.list} aria-label={t('mails.label')}>
        {list.rows.map(({ id, subject, recipients, caughtAt }) => (
          <li key={id}>
            <button
              type="button"
              data-row-opener
              className={classes.mail}
              aria-current={id === openId ? 'true' : undefined}
              onClick={() => onOpen(id)}
            >
              <span className={classes.to}>{recipients.join(', ')}</span>
              <span className={classes.when}>
                <RelativeTime at={caughtAt} />
              </span>
              <span className={classes.subject}>{subject || t('mails.noSubject')}</span>
            </button>
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Button
          variant="default"
          size="compact-sm"
          loading={list.isLoadingMore}
          onClick={list.loadMore}
        >
          {t('ui.table.more')}
        </Button>
      )}
    </>
  )
}

function Bones() {
  return (
    <ul className={classes.list} aria-hidden="true">
      {['a', 'b', 'c', 'd', 'e'].map((line) => (
        <li key={line} className={classes.bone} />
      ))}
    </ul>
  )
}
