import { Button, TextInput } from '@mantine/core'
import { IconQrcode } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { OrderDetail } from '../../../server/src/modules/orders/team-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { problemText } from '../ui/problemText.ts'
import classes from './Orders.module.css'

/** A pick-up code, typed or scanned at the counter, opens what it is for. */
export function PickupForm() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const [code, setCode] = useState('')
  const open = useMutation({
    mutationFn: () =>
      send('POST', '/api/orders/by-code', { code: code.trim() }, { answer: OrderDetail }),
    onSuccess: ({ id }) => navigate({ to: '/orders/$id', params: { id }, search: { code } }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim()) open.mutate()
  }
  return (
    <form onSubmit={submit} className={classes.pickup}>
      <TextInput
        aria-label={t('orders.code')}
        placeholder={t('orders.code')}
        leftSection={<IconQrcode size={16} />}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        error={open.error ? problemText(t, open.error) : undefined}
      />
      <Button type="submit" variant="default" loading={open.isPending}>
        {t('orders.code.open')}
      </Button>
    </form>
  )
}
