import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { Template, TemplateVersion } from '../../../server/src/modules/messages/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { isHouseMail, templateName } from './houseMail.ts'

/** The brand's own first, then those of the house, by names that people read. */
export function useTemplates() {
  const can = useCan()
  const { t } = useTexts()
  return useQuery({
    queryKey: ['messages', 'templates'],
    queryFn: ({ signal }) => get('/api/messages/templates', { answer: z.array(Template), signal }),
    select: (templates) =>
      templates
        .map((one) => ({
          ...one,
          isOfTheHouse: isHouseMail(one.name),
          name: templateName(t, one.name),
        }))
        .sort((one, other) => Number(one.isOfTheHouse) - Number(other.isOfTheHouse)),
    enabled: can('messages:read'),
  })
}

/** A template and all its texts, the newest first. */
export function useTemplate(id: string) {
  const template = useQuery({
    queryKey: ['messages', 'templates', id],
    queryFn: ({ signal }) => get(`/api/messages/templates/${id}`, { answer: Template, signal }),
  })
  const versions = useQuery({
    queryKey: ['messages', 'templates', id, 'versions'],
    queryFn: ({ signal }) =>
      get(`/api/messages/templates/${id}/versions`, { answer: z.array(TemplateVersion), signal }),
  })
  return {
    template: template.data,
    versions: versions.data,
    error: template.error ?? versions.error,
    refetch: () => {
      template.refetch()
      versions.refetch()
    },
  }
}
