import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { Template, TemplateVersion } from '../../../server/src/modules/messages/contract.ts'
import { get } from '../api/client.ts'
import { useCan } from '../app/session.ts'

export function useTemplates() {
  const can = useCan()
  return useQuery({
    queryKey: ['messages', 'templates'],
    queryFn: ({ signal }) => get('/api/messages/templates', { answer: z.array(Template), signal }),
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
