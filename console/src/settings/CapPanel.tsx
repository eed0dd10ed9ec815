import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { FrequencyCap } from '../../../server/src/modules/messages/contract.ts'
import { get, send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './Settings.module.css'

const path = '/api/messages/frequency-cap'
const key = ['messages', 'frequency-cap']

/** How often a customer may hear of offers; who may, changes it here. */
export function CapPanel() {
  const { t } = useTexts()
  const can = useCan()
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get(path, { answer: FrequencyCap, signal }),
  })
  return (
    <Panel title={t('settings.cap')} error={error} isLoading={!data}>
      {data &&
        (can('messages:write') ? (
          <CapForm key={`${data.messages}/${data.days}`} cap={data} />
        ) : (
          <p>{t('settings.cap.now', { ...data })}</p>
        ))}
      <p className={classes.hint}>{t('settings.cap.text')}</p>
    </Panel>
  )
}

const whole = (value: string | number) => Number.parseInt(String(value), 10)

function CapForm({ cap }: { cap: FrequencyCap }) {
  const { t } = useTexts()
  const { notify, notifyProblem } = useNotify()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<FrequencyCap>(cap)
  const save = useMutation({
    mutationFn: (to: FrequencyCap) => send('PUT', path, to, { answer: FrequencyCap }),
    onSuccess: (saved) => queries.setQueryData(key, saved),
    onError: notifyProblem,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const undo = () => save.mutate(cap)
    save.mutate(asked, { onSuccess: () => notify(t('settings.cap.saved'), { undo }) })
  }
  const isSame = asked.messages === cap.messages && asked.days === cap.days
  return (
    <form className={classes.cap} onSubmit={submit}>
      <NumberInput
        label={t('settings.cap.messages')}
        min={1}
        max={100}
        allowDecimal={false}
        value={asked.messages}
        onChange={(value) => setAsked({ ...asked, messages: whole(value) })}
      />
      <NumberInput
        label={t('settings.cap.days')}
        min={1}
        max={60}
        allowDecimal={false}
        value={asked.days}
        onChange={(value) => setAsked({ ...asked, days: whole(value) })}
      />
      <Button
        type="submit"
        variant="default"
        disabled={isSame || !FrequencyCap.safeParse(asked).success}
        loading={save.isPending}
      >
        {t('settings.cap.save')}
      </Button>
    </form>
  )
}
