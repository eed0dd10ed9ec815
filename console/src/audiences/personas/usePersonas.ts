import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { PersonaSearch } from '../../../../server/src/modules/audiences/personas/contract.ts'
import { get } from '../../api/client.ts'
import { useCan } from '../../app/session.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { personaName } from './personaText.ts'

/** Each search for personas with what it found, the newest first. */
export function usePersonas() {
  const can = useCan()
  return useQuery({
    queryKey: ['audiences', 'personas'],
    queryFn: ({ signal }) =>
      get('/api/persona-searches', { answer: z.array(PersonaSearch), signal }),
    enabled: can('audiences:read'),
    // Looked at again quickly while a search goes on.
    refetchInterval: ({ state }) =>
      state.data?.some((search) => search.state === 'running') ? 1_000 : false,
  })
}

/** Every persona that a condition may name; those of older searches say which. */
export function usePersonaOptions(): { value: string; label: string }[] {
  const { t } = useTexts()
  const { data = [] } = usePersonas()
  const done = data.filter(({ state }) => state === 'done')
  return done.flatMap((search, age) =>
    search.personas.map((persona) => {
      const name = personaName(t, persona)
      const label = age === 0 ? name : t('personas.older', { name, version: search.version })
      return { value: persona.id, label }
    }),
  )
}
