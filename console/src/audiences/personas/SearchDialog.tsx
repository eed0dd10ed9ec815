import { Modal, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { send } from '../../api/client.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from '../../ui/FormEnd.module.css'
import { FormEnd } from '../../ui/FormEnd.tsx'

const numbers = [2, 3, 4, 5, 6, 7, 8, 10, 12]

/** How many, over what time, by which draw: all of it has a sensible answer already. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const [wanted, setWanted] = useState('')
  const [days, setDays] = useState<number | string>(365)
  const [seed, setSeed] = useState('A')
  const search = useMutation({
    mutationFn: () =>
      send('POST', '/api/persona-searches', {
        ...(wanted && { wanted: Number(wanted) }),
        ...{ days: Number(days), seed },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['audiences', 'personas'] })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    search.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('personas.search')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <NativeSelect
          label={t('personas.wanted')}
          value={wanted}
          data={[
            { value: '', label: t('personas.wanted.best') },
            ...numbers.map((n) => ({ value: String(n), label: String(n) })),
          ]}
          onChange={(event) => setWanted(event.target.value)}
        />
        <NumberInput
          label={t('personas.days')}
          value={days}
          min={30}
          max={1100}
          onChange={setDays}
        />
        <TextInput
          label={t('personas.seed')}
          description={t('personas.seed.text')}
          maxLength={60}
          value={seed}
          onChange={(event) => setSeed(event.target.value)}
        />
        <FormEnd
          action={t('personas.search')}
          busy={search.isPending}
          error={search.error}
          disabled={!seed.trim()}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
