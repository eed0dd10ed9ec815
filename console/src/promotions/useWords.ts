import { useMemo } from 'react'
import { useAudiences } from '../audiences/useAudiences.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import type { Words } from './promotionText.ts'

/** Words for promotions, with what audiences are called now. */
export function useWords(): Words {
  const { t, formats } = useTexts()
  const audiences = useAudiences().data
  return useMemo(() => {
    const names = new Map(audiences?.map(({ id, name }) => [id, name]))
    return { t, formats, nameOf: (id) => names.get(id) }
  }, [t, formats, audiences])
}
