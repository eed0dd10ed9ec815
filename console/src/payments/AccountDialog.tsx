import { Modal, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { z } from 'zod'
import { Account } from '../../../server/src/modules/payments/contract.ts'
import { get, send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useNotify } from '../ui/Notices.tsx'
import own from './Payments.module.css'
import { paymentsKey } from './usePayments.ts'

const Told = z.object({ account: Account.nullable() })
const key = [...paymentsKey, 'account'] as const

/** By which keys cards are charged; they are written and never read again. */
export function AccountDialog({ onClose }: { onClose: () => void }) {
  const { t, formats } = useTexts()
  const can = useCan()
  const queries = useQueryClient()
  const { notify } = useNotify()
  const account = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get('/api/payments/account', { answer: Told, signal }),
  }).data?.account
  const [said, setSaid] = useState({
    ...{ baseUrl: 'https://api.stripe.com', publishableKey: '', secretKey: '', webhookSecret: '' },
  })
  const save = useMutation({
    mutationFn: () =>
      send(
        'PUT',
        '/api/payments/account',
        { ...said, webhookSecret: said.webhookSecret || null },
        { answer: Told },
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: key })
      notify(t('payments.account.saved'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const field = (name: keyof typeof said) => ({
    label: t(`payments.account.${name}`),
    value: said[name],
    autoComplete: 'off',
    withAsterisk: false,
    onChange: (event: { target: { value: string } }) =>
      setSaid({ ...said, [name]: event.target.value }),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('payments.account.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <p className={own.quiet}>{t('payments.account.text')}</p>
        {account && (
          <p>
            {t('payments.account.known', {
              key: account.publishableKey,
              date: formats.date(account.changedAt),
            })}
          </p>
        )}
        {account && (
          <div>
            <p className={own.quiet}>{t('payments.account.webhookUrl')}</p>
            <Copyable block value={account.webhookUrl} />
          </div>
        )}
        {can('settings:write') && (
          <>
            <TextInput required type="url" {...field('baseUrl')} />
            <TextInput required {...field('publishableKey')} />
            <PasswordInput required {...field('secretKey')} />
            <PasswordInput {...field('webhookSecret')} />
            <FormEnd
              action={t('payments.account.save')}
              busy={save.isPending}
              error={save.error}
              onCancel={onClose}
            />
          </>
        )}
      </form>
    </Modal>
  )
}
