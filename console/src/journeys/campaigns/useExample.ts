import { useQuery } from '@tanstack/react-query'
import { MemberPage } from '../../../../server/src/modules/audiences/contract.ts'
import type { CampaignDefinition } from '../../../../server/src/modules/journeys/campaigns/contract.ts'
import { Preview } from '../../../../server/src/modules/messages/contract.ts'
import { get, send } from '../../api/client.ts'
import { useCan } from '../../app/session.ts'

/** The message as somebody would get it who is among the recipients; null where nobody is. */
export function useExample({ to, templateId }: CampaignDefinition) {
  const can = useCan()
  const audienceId = to?.of === 'audience' ? to.id : undefined
  const mayLook = can('customers:read') && can('messages:read')
  return useQuery({
    enabled: Boolean(audienceId && templateId && mayLook),
    queryKey: ['campaigns', 'example', audienceId, templateId],
    queryFn: async ({ signal }) => {
      const { members } = await get(`/api/audiences/${audienceId}/members`, {
        ...{ answer: MemberPage, query: { limit: 1 }, signal },
      })
      const [first] = members
      if (!first) return null
      const mail = await send(
        'POST',
        `/api/messages/templates/${templateId}/preview`,
        { customerId: first.customerId },
        { answer: Preview },
      )
      return { name: first.name, ...mail }
    },
    retry: false,
  })
}
