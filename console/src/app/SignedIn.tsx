import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { ShellSkeleton } from './ShellSkeleton.tsx'
import { SessionProvider, useSessionQuery } from './session.ts'

const SignInPage = lazy(async () => ({ default: (await import('./SignInPage.tsx')).SignInPage }))

/** Shows the console to who is signed in, and the sign-in page, at the same address, to who is not. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { data: session, error, refetch } = useSessionQuery()
  const { setPlace, setLanguage } = useTexts()

  const brand = session?.brand
  useEffect(() => {
    if (brand) setPlace({ timeZone: brand.timeZone, currency: brand.currency })
  }, [brand, setPlace])

  const language = session?.person.language
  useEffect(() => {
    if (language) setLanguage(language)
  }, [language, setLanguage])

  if (session) return <SessionProvider value={session}>{children}</SessionProvider>
  if (session === null) {
    return (
      <Suspense>
        <SignInPage />
      </Suspense>
    )
  }
  if (error) return <ErrorState error={error} retry={refetch} />
  return <ShellSkeleton />
}
