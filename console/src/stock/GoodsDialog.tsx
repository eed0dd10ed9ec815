import { Button, Modal, Select, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { PaperDetail } from '../../../server/src/modules/stock/view-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { useNotify } from '../ui/Notices.tsx'
import { Refused } from '../ui/Refused.tsx'
import { type DraftLine, LinesField, saidLines } from './LinesField.tsx'
import { stockKey, usePlaces } from './useStock.ts'

export type GoodsDeed = 'receive' | 'transfer' | 'stocktake' | 'delivery'

interface GoodsDialogProps {
  deed: GoodsDeed
  /** What it is about already. */
  begun?: readonly DraftLine[]
  onClose: () => void
}

/** Goods come, move or are counted: where, which, how many. */
export function GoodsDialog({ deed, begun = [], onClose }: GoodsDialogProps) {
  const { t } = useTexts()
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const [lines, setLines] = useState<readonly DraftLine[]>(begun)
  const [note, setNote] = useState('')
  const carryOut = useCarryOut(deed, onClose)
  const said = saidLines(lines)
  const ready =
    to !== null &&
    (deed === 'stocktake' || said.length > 0) &&
    (deed !== 'transfer' || (from !== null && from !== to))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const told = { locationId: to, ...(note.trim() && { note: note.trim() }) }
    carryOut.mutate({
      ...told,
      ...(deed !== 'stocktake' && { lines: said }),
      ...(deed === 'transfer' && { from }),
    })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`stock.deed.${deed}`)}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        {deed === 'transfer' && (
          <PlaceField label={t('stock.from')} value={from} onChange={setFrom} />
        )}
        <PlaceField
          label={t(deed === 'transfer' ? 'stock.to' : 'stock.place')}
          value={to}
          onChange={setTo}
        />
        {deed !== 'stocktake' && <LinesField lines={lines} onChange={setLines} />}
        <Textarea
          label={t('stock.note')}
          autosize
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <Refused error={carryOut.error} />
        <div className={classes.end}>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" disabled={!ready} loading={carryOut.isPending}>
            {t(`stock.do.${deed}`)}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

interface PlaceFieldProps {
  label: string
  value: string | null
  onChange: (value: string | null) => void
}

function PlaceField({ label, value, onChange }: PlaceFieldProps) {
  const places = usePlaces()
  return (
    <Select
      label={label}
      searchable
      value={value}
      onChange={onChange}
      data={(places.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}

/** What leaves a paper behind is shown on its page, where it goes on. */
function useCarryOut(deed: GoodsDeed, onClose: () => void) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { notify } = useNotify()
  // Pressed again after an answer that was lost, the same goods come once; other goods are another receipt.
  const told = useRef({ what: '', key: '' })
  return useMutation({
    mutationFn: async (said: object) => {
      if (deed === 'receive') {
        const what = JSON.stringify(said)
        if (told.current.what !== what) told.current = { what, key: crypto.randomUUID() }
        await send('POST', '/api/stock/receive', { ...said, key: told.current.key })
        return undefined
      }
      return send('POST', '/api/stock/papers', { ...said, kind: deed }, { answer: PaperDetail })
    },
    onSuccess: async (paper) => {
      notify(t(`stock.done.${deed}`))
      onClose()
      await queries.invalidateQueries({ queryKey: [stockKey] })
      if (paper) await navigate({ to: '/stock/papers/$id', params: { id: paper.id } } as never)
    },
  })
}
