import type { ProductState } from '../../../server/src/modules/catalog/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag } from '../ui/Tag.tsx'

const tones = { draft: 'info', active: 'good', archived: 'plain' } as const

export function StateTag({ state }: { state: ProductState }) {
  const { t } = useTexts()
  return <Tag tone={tones[state]}>{t(`catalog.state.${state}`)}</Tag>
}
