import { useQueryClient } from '@tanstack/react-query'
import { send } from '../api/client.ts'
import type { Language } from '../texts/catalogue.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { type KnownSession, sessionQuery } from './session.ts'

/** The language changes at once on this device, and follows the person to their others. */
export function useLanguageChoice() {
  const { setLanguage } = useTexts()
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  return async (language: Language) => {
    setLanguage(language)
    queries.setQueryData(sessionQuery.queryKey, (session: KnownSession | null | undefined) =>
      session ? { ...session, person: { ...session.person, language } } : session,
    )
    await send('PATCH', '/api/session', { language }).catch(notifyProblem)
  }
}

export function useSignOut() {
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  return async () => {
    try {
      await send('POST', '/api/sign-out')
      // The sign-in page first, then nothing of what this person saw stays in memory.
      queries.setQueryData(sessionQuery.queryKey, null)
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
    } catch (error) {
      notifyProblem(error)
    }
  }
}
