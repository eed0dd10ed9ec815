import { Modal, NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { z } from 'zod'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { promotionsKey } from './usePromotions.ts'

type Kind = 'shared' | 'unique'

/** One code for everybody, or so many that each serve once. */
export function CodesDialog({
  promotionId,
  onClose,
}: {
  promotionId: string
  onClose: () => void
}) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify } = useNotify()
  const [kind, setKind] = useState<Kind>('shared')
  const [code, setCode] = useState('')
  const [maxUses, setMaxUses] = useState<number | string>('')
  const [count, setCount] = useState<number | string>(100)
  const [prefix, setPrefix] = useState('')
  const add = useMutation({
    mutationFn: () =>
      send(
        'POST',
        `/api/promotions/${promotionId}/codes`,
        kind === 'shared'
          ? { code, maxUses: maxUses === '' ? null : Number(maxUses) }
          : { count: Number(count), prefix },
        { answer: z.object({ added: z.int() }) },
      ),
    onSuccess: async ({ added }) => {
      await queries.invalidateQueries({ queryKey: [...promotionsKey, promotionId] })
      notify(t('promotions.codes.added', { count: added }))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('promotions.codes.add')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <SegmentedControl
          aria-label={t('promotions.codes.kind')}
          value={kind}
          onChange={(value) => setKind(value as Kind)}
          data={(['shared', 'unique'] as const).map((value) => ({
            value,
            label: t(`promotions.codes.kind.${value}`),
          }))}
        />
        {kind === 'shared' ? (
          <>
            <TextInput
              data-autofocus
              required
              withAsterisk={false}
              autoComplete="off"
              label={t('promotions.codes.shared')}
              description={t('promotions.codes.shared.hint')}
              pattern="[A-Za-z0-9_\-]{3,40}"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
            <NumberInput
              label={t('promotions.codes.shared.max')}
              placeholder={t('promotions.codes.unlimited')}
              min={1}
              allowDecimal={false}
              value={maxUses}
              onChange={setMaxUses}
            />
          </>
        ) : (
          <>
            <NumberInput
              required
              withAsterisk={false}
              label={t('promotions.codes.unique.count')}
              min={1}
              max={100_000}
              allowDecimal={false}
              value={count}
              onChange={setCount}
            />
            <TextInput
              label={t('promotions.codes.unique.prefix')}
              placeholder="NOEL-"
              maxLength={12}
              pattern="[A-Za-z0-9_\-]*"
              value={prefix}
              onChange={(event) => setPrefix(event.target.value)}
            />
          </>
        )}
        <FormEnd
          action={t('promotions.codes.add')}
          busy={add.isPending}
          error={add.error}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
