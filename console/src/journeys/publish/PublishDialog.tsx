import { Modal } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { JourneyDetail } from '../../../../server/src/modules/journeys/contract.ts'
import { send } from '../../api/client.ts'
import { FormEnd } from '../../ui/FormEnd.tsx'
import { useNotify } from '../../ui/Notices.tsx'
import { useWords } from '../useWords.ts'
import { Differences } from './Differences.tsx'
import { InsideChoice, type Moves } from './InsideChoice.tsx'
import classes from './Publish.module.css'
import { useVersion } from './useVersions.ts'

interface PublishDialogProps {
  journey: JourneyDetail
  /** The version that newcomers are to follow: the draft, or an earlier one that is gone back to. */
  version: number
  onClose: () => void
}

/** What changes, for whom, and what becomes of those who are inside. */
export function PublishDialog({ journey, version, onClose }: PublishDialogProps) {
  const words = useWords()
  const { t } = words
  const queries = useQueryClient()
  const { notify } = useNotify()
  const [moves, setMoves] = useState<Moves>({})
  const isBack = journey.versions.some(
    ({ number, publishedAt }) => number === version && publishedAt,
  )
  const target = useVersion(journey.id, version).data?.definition
  const publish = useMutation({
    mutationFn: () =>
      isBack
        ? send('POST', `/api/journeys/${journey.id}/rollback`, { version, move: moves }, answer)
        : send('POST', `/api/journeys/${journey.id}/publish`, { move: moves }, answer),
    onSuccess: async (changed) => {
      queries.setQueryData(['journeys', journey.id], changed)
      await queries.invalidateQueries({ queryKey: ['journeys'] })
      notify(t(isBack ? 'canvas.rolledBack' : 'journeys.done.publish', { number: version }))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    publish.mutate()
  }
  const title = isBack ? 'canvas.rollback.title' : 'journeys.publish'
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t(title, { number: version })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.form}>
        <section className={classes.part}>
          <h3 className={classes.title}>{t('canvas.publish.changes')}</h3>
          <Differences journeyId={journey.id} from={journey.version} to={version} words={words} />
        </section>
        {target && (
          <InsideChoice
            journey={journey}
            version={version}
            target={target}
            words={words}
            moves={moves}
            onChange={setMoves}
          />
        )}
        <FormEnd
          action={t(isBack ? 'canvas.rollback.confirm' : 'canvas.publish.confirm')}
          busy={publish.isPending}
          error={publish.error}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}

const answer = { answer: JourneyDetail }
