import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ZodType } from 'zod'
import { CartSettings } from '../../../../server/src/modules/carts/contract.ts'
import { OrderSettings } from '../../../../server/src/modules/orders/delivery-contract.ts'
import { get, send } from '../../api/client.ts'
import { useCan } from '../../app/session.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { useNotify } from '../../ui/Notices.tsx'

/** Settings that are read and written as a whole, a part of which is changed at a time, and can be taken back. */
function useSettings<Settings extends object>(path: string, answer: ZodType<Settings>) {
  const { t } = useTexts()
  const can = useCan()
  const { notify, notifyProblem } = useNotify()
  const queries = useQueryClient()
  const key = ['settings', path]
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get(path, { answer, signal }),
  })
  const put = useMutation({
    mutationFn: (settings: Settings) => send('PUT', path, settings, { answer }),
    onSuccess: (saved) => queries.setQueryData(key, saved),
    onError: notifyProblem,
  })
  return {
    ...{ data, error, mayChange: can('settings:write'), isPending: put.isPending },
    save: (part: Partial<Settings>) => {
      if (!data) return
      const undo = () => put.mutate(data)
      put.mutate(
        { ...data, ...part },
        { onSuccess: () => notify(t('settings.selling.saved'), { undo }) },
      )
    },
  }
}

export const useOrderSettings = () => useSettings('/api/orders/settings', OrderSettings)
export const useCartSettings = () => useSettings('/api/carts/settings', CartSettings)

/** What a form of a part of the settings is given. */
export interface PartProps<Settings> {
  settings: Settings
  mayChange: boolean
  isPending: boolean
  save: (part: Partial<Settings>) => void
}
