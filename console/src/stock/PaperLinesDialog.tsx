import { Modal, Switch } from '@mantine/core'
import { useState } from 'react'
import type { PaperDetail } from '../../../server/src/modules/stock/view-contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DialogForm } from '../ui/DialogForm.tsx'
import { type DraftLine, LinesField, saidLines } from './LinesField.tsx'
import { useDeed } from './useStock.ts'

/** What has arrived, begun with what was said; or what was counted. */
export function PaperLinesDialog({ paper, onClose }: { paper: PaperDetail; onClose: () => void }) {
  const { t, language } = useTexts()
  const counts = paper.kind === 'stocktake'
  const [lines, setLines] = useState<DraftLine[]>(() => (counts ? [] : missing(paper, language)))
  const [last, setLast] = useState(true)
  const [key] = useState(() => crypto.randomUUID())
  const said = saidLines(lines)
  const book = useDeed({
    path: `/api/stock/papers/${paper.id}/${counts ? 'count' : 'arrive'}`,
    done: t(counts ? 'stock.done.count' : 'stock.done.arrive'),
    onDone: onClose,
    body: () => (counts ? { counts: said } : { lines: said, last, key }),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(counts ? 'stock.paper.count' : 'stock.paper.arrive')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <DialogForm
        deed={book}
        save={t('stock.save')}
        ready={said.length > 0 || (!counts && last)}
        onSubmit={() => book.mutate(undefined)}
        onClose={onClose}
      >
        <LinesField lines={lines} least={counts ? 0 : 1} onChange={setLines} />
        {!counts && (
          <Switch
            label={t('stock.paper.last')}
            checked={last}
            onChange={(event) => setLast(event.currentTarget.checked)}
          />
        )}
      </DialogForm>
    </Modal>
  )
}

function missing({ rows }: PaperDetail, language: 'fr' | 'en'): DraftLine[] {
  return rows
    .map(({ sku, name, expected, found }) => ({
      ...{ sku, name: name?.[language] || name?.fr || sku },
      quantity: expected - (found ?? 0),
    }))
    .filter(({ quantity }) => quantity > 0)
}
