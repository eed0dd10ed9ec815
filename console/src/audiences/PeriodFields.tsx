import type { EventLeaf } from '../../../server/src/modules/audiences/event-leaf-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { InlineSelect } from '../ui/InlineSelect.tsx'
import { WindowFields } from './WindowFields.tsx'

const usualWindow = 90 * 86_400

interface PeriodFieldsProps<Windowed> {
  leaf: Windowed
  onChange: (leaf: Windowed) => void
}

/** Ever, or in the last 90 days. */
export function PeriodFields<Windowed extends Pick<EventLeaf, 'withinSeconds'>>({
  leaf,
  onChange,
}: PeriodFieldsProps<Windowed>) {
  const { t } = useTexts()
  const { withinSeconds } = leaf
  const setWindow = (seconds: number | undefined) => {
    const { withinSeconds: _, from: __, to: ___, ...rest } = leaf as Windowed & EventLeaf
    onChange((seconds ? { ...rest, withinSeconds: seconds } : rest) as unknown as Windowed)
  }
  return (
    <>
      <InlineSelect
        label={t('audiences.leaf.window')}
        value={withinSeconds ? 'last' : 'ever'}
        options={(['ever', 'last'] as const).map((value) => ({
          value,
          label: t(`audiences.leaf.window.${value}`),
        }))}
        onChange={(value) => setWindow(value === 'last' ? usualWindow : undefined)}
      />
      {withinSeconds && <WindowFields seconds={withinSeconds} onChange={setWindow} />}
    </>
  )
}
