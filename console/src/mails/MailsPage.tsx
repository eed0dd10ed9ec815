import { useMediaQuery } from '@mantine/hooks'
import { IconMailbox } from '@tabler/icons-react'
import { z } from 'zod'
import { CaughtMailPage } from '../../../server/src/modules/messages/contract.ts'
import { get } from '../api/client.ts'
import { useList } from '../api/useList.ts'
import { MessagesTabs } from '../messages/MessagesTabs.tsx'
import { useTexts } from '../texts/TextsProvider.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { NothingMatches } from '../ui/NothingMatches.tsx'
import { Page } from '../ui/Page.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { useFilters } from '../ui/useFilters.ts'
import { MailList } from './MailList.tsx'
import classes from './MailsPage.module.css'
import { MailView } from './MailView.tsx'

const Filters = z.object({
  search: z.string().optional().catch(undefined),
  mail: z.uuid().optional().catch(undefined),
})

/** The local catcher's mailbox: what customers would have received, to be read and clicked. */
export function MailsPage() {
  const { t } = useTexts()
  const [{ search, mail }, setFilters] = useFilters(Filters)
  const list = useList({
    key: ['messages', 'mails', search],
    load: (before, signal) =>
      get('/api/mails', { answer: CaughtMailPage, query: { search, before }, signal }),
    rows: (page) => page.mails,
    next: (page) => page.next,
    refreshMs: 5_000,
  })
  // Where there is room for both, the newest mail lies open beside the list.
  const wide = useMediaQuery('(min-width: 60em)', undefined, { getInitialValueInEffect: false })
  const shown = mail ?? (wide ? list.rows[0]?.id : undefined)
  const isEmpty = !list.isLoading && list.rows.length === 0
  const failed = list.error && list.rows.length === 0
  return (
    <Page title={t('messages.title')} answer={t('mails.answer')}>
      <MessagesTabs />
      {failed ? (
        <ErrorState error={list.error} retry={list.refetch} />
      ) : isEmpty && !search ? (
        <EmptyState icon={<IconMailbox size={28} stroke={1.4} />} title={t('mails.empty.title')}>
          {t('mails.empty.text')}
        </EmptyState>
      ) : (
        <div className={classes.columns} data-open={mail !== undefined}>
          <div className={classes.side}>
            <SearchField
              value={search}
              onChange={(said) => setFilters({ search: said })}
              placeholder={t('mails.search')}
            />
            {isEmpty ? (
              <NothingMatches onClear={() => setFilters({ search: undefined })} />
            ) : (
              <MailList list={list} openId={shown} onOpen={(id) => setFilters({ mail: id })} />
            )}
          </div>
          {shown && (
            <MailView key={shown} id={shown} onBack={() => setFilters({ mail: undefined })} />
          )}
        </div>
      )}
    </Page>
  )
}
