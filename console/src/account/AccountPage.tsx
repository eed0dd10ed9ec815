import { useSession } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import classes from './Account.module.css'
import { AppSection } from './AppSection.tsx'
import { PasskeysSection } from './PasskeysSection.tsx'
import { PasswordSection } from './PasswordSection.tsx'
import { SessionsSection } from './SessionsSection.tsx'
import { useOwnAccount } from './useOwnAccount.ts'

/** How a person signs in, and where they are signed in now. */
export function AccountPage() {
  const { t } = useTexts()
  const { person } = useSession()
  const { data: account, error, refetch } = useOwnAccount()
  const safe = account && (account.authenticator || account.strict)
  return (
    <Page
      title={t('account.title')}
      answer={
        account && (
          <>
            {person.email} · {t(`team.role.${person.role}`)} ·{' '}
            {t(safe ? 'account.answer.safe' : 'account.answer.password')}
          </>
        )
      }
    >
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : (
        <div className={classes.parts} aria-busy={account === undefined}>
          <PasswordSection />
          <AppSection account={account} />
          <PasskeysSection account={account} />
          <SessionsSection account={account} />
        </div>
      )}
    </Page>
  )
}
