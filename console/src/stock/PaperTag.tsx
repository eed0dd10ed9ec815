import type { Paper } from '../../../server/src/modules/stock/view-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Tag } from '../ui/Tag.tsx'

/** How far a transfer, a delivery or a stocktake is. */
export function PaperTag({ state }: Pick<Paper, 'state'>) {
  const { t } = useTexts()
  const tone = { open: 'info', done: 'good', cancelled: 'plain' } as const
  return <Tag tone={tone[state]}>{t(`stock.paper.state.${state}`)}</Tag>
}
