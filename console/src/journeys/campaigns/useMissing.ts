import { useQuery } from '@tanstack/react-query'
import { MemberPage } from '../../../../server/src/modules/audiences/contract.ts'
import type { CampaignDefinition } from '../../../../server/src/modules/journeys/campaigns/contract.ts'
import { Preview } from '../../../../server/src/modules/messages/contract.ts'
import { get, send } from '../../api/client.ts'
import { useCan } from '../../app/session.ts'

/** Somebody who would get the message, and what it asks for that nothing of them tells. */
export function useMissing({ to, templateId }: CampaignDefinition) {
  const can = useCan()
  const audienceId = to?.of === 'audience' ? to.id : undefined
  const mayLook = can('customers:read') && can('messages:read')
  return useQuery({
    enabled: Boolean(audienceId && templateId && mayLook),
    queryKey: ['campaigns', 'missing', audienceId, templateId],
    queryFn: async ({ signal }) => {
      const { members } = await get(`/api/audiences/${audienceId}/members`, {
        ...{ answer: MemberPage, query: { limit: 1 }, signal },
      })
      const [first] = members
      if (!first) return null
      const { missing } = await send(
        'POST',
        `/api/messages/templates/${templateId}/preview`,
        { customerId: first.customerId },
        { answer: Preview },
      )
      return missing.length > 0 ? { name: first.name, missing } : null
    },
  })
}
