import { Button, Modal, Select, Textarea } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  HandPicked,
  Invited,
  type JourneyDetail,
} from '../../../server/src/modules/journeys/contract.ts'
import { send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useNotify } from '../ui/Notices.tsx'

/** Lets people in who do not come by themselves: picked by hand, or in the audience already. */
export function LetIn({ journey }: { journey: JourneyDetail }) {
  const { t } = useTexts()
  const can = useCan()
  const [picking, setPicking] = useState(false)
  const invite = useInvite(journey)
  const { entry } = journey.definition
  const byHand = entry.kind === 'hand'
  const waitsForAudience = entry.kind === 'audience' && entry.change === 'entered'
  if (!can('journeys:write') || journey.status !== 'running') return null
  if (!byHand && !waitsForAudience) return null
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconUserPlus size={16} stroke={1.5} />}
        loading={invite.isPending}
        onClick={() => (byHand ? setPicking(true) : invite.mutate())}
      >
        {t(byHand ? 'canvas.pickPeople' : 'canvas.invite')}
      </Button>
      {picking && <PickDialog journey={journey} onClose={() => setPicking(false)} />}
    </>
  )
}

function useInvite({ id }: JourneyDetail) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: () => send('POST', `/api/journeys/${id}/invite`, undefined, { answer: Invited }),
    onSuccess: async ({ invited }) => {
      await queries.invalidateQueries({ queryKey: ['journeys', id] })
      notify(t('canvas.invited', { people: invited }))
    },
    onError: notifyProblem,
  })
}

const kinds = ['email', 'phone', 'user_id', 'loyalty_card'] as const
type Kind = (typeof kinds)[number]

interface PickDialogProps {
  journey: JourneyDetail
  onClose: () => void
}

/** One value a line, as they are copied from elsewhere; those that name nobody stay to be looked at. */
function PickDialog({ journey, onClose }: PickDialogProps) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify } = useNotify()
  const [by, setBy] = useState<Kind>('email')
  const [text, setText] = useState('')
  const values = text.split(/[\n,;]/).flatMap((one) => (one.trim() === '' ? [] : [one.trim()]))
  const pick = useMutation({
    mutationFn: () =>
      send('POST', `/api/journeys/${journey.id}/people`, { by, values }, { answer: HandPicked }),
    onSuccess: async ({ picked, unknown }) => {
      await queries.invalidateQueries({ queryKey: ['journeys', journey.id] })
      notify(t('canvas.picked', { people: picked }))
      setText(unknown.join('\n'))
      if (unknown.length === 0) onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    pick.mutate()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('canvas.pickPeople')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <Select
          label={t('canvas.pick.by')}
          allowDeselect={false}
          value={by}
          onChange={(value) => setBy(kinds.find((one) => one === value) ?? 'email')}
          data={kinds.map((value) => ({ value, label: t(`canvas.pick.by.${value}`) }))}
        />
        <Textarea
          data-autofocus
          rows={6}
          label={t('canvas.pick.values')}
          description={t('canvas.pick.values.hint')}
          error={
            pick.data &&
            pick.data.unknown.length > 0 &&
            t('canvas.pick.unknown', { count: pick.data.unknown.length })
          }
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <FormEnd
          action={t('canvas.pick.confirm', { count: values.length })}
          busy={pick.isPending}
          error={pick.error}
          disabled={values.length === 0}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
