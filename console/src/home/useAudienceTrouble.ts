import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { Audience } from '../../../server/src/modules/audiences/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Concern } from './concern.ts'

/** Audiences that were switched off because their condition failed: nobody enters or leaves them. */
export function useAudienceTrouble(): Concern[] {
  const { t } = useTexts()
  const can = useCan()
  const { data = [] } = useQuery({
    queryKey: ['audiences', 'names'],
    queryFn: ({ signal }) => get('/api/audiences', { answer: z.array(Audience), signal }),
    enabled: can('audiences:read'),
    staleTime: 60_000,
  })
  return data
    .filter(({ state }) => state === 'off')
    .map(({ id, name }) => ({
      id: `audience-${id}`,
      text: t('home.attention.audience', { name }),
      why: t('home.attention.audience.why'),
      to: `/audiences/${id}`,
    }))
}
