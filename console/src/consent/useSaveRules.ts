import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ConsentRules } from '../../../server/src/modules/consent/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { rulesKey } from './usePrivacy.ts'

/** Saves the rules of consent, and offers the way back to those of before. */
export function useSaveRules(before: ConsentRules) {
  const { t } = useTexts()
  const { notify, notifyProblem } = useNotify()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (rules: ConsentRules) =>
      send('PUT', '/api/consent/rules', rules, { answer: ConsentRules }),
    onSuccess: (saved) => queries.setQueryData(rulesKey, saved),
    onError: notifyProblem,
  })
  return {
    isPending: save.isPending,
    save: (rules: ConsentRules) =>
      save.mutate(rules, {
        onSuccess: () => notify(t('consent.rules.saved'), { undo: () => save.mutate(before) }),
      }),
  }
}
