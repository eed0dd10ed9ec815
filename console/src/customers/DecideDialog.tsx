import { Button, Modal, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { z } from 'zod'
import {
  type ConsentStanding,
  CustomerConsents,
  type DecisionKind,
  Wording,
} from '../../../server/src/modules/consent/contract.ts'
import { get, send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { problemText } from '../ui/problemText.ts'
import classes from './DecideDialog.module.css'

interface DecideDialogProps {
  id: string
  standing: Pick<ConsentStanding, 'purpose' | 'channel' | 'state'>
  onClose: () => void
}

/** Enters what a customer said to an associate or on the phone; a yes needs the words they heard. */
export function DecideDialog({ id, standing, onClose }: DecideDialogProps) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify } = useNotify()
  const { purpose, channel } = standing
  const [decision, setDecision] = useState<DecisionKind>(
    standing.state === 'given' ? 'withdrawn' : 'given',
  )
  const wordings = useWordings(standing)
  const [wordingId, setWordingId] = useState<string>()
  const wording = wordings.find((one) => one.id === wordingId) ?? wordings[0]
  const [proof, setProof] = useState({ parent: '', proof: '' })
  const lacksWords = decision === 'given' && !wording
  const said = decision === 'given' && wording

  const decide = useMutation({
    mutationFn: () =>
      send(
        'POST',
        `/api/customers/${id}/consents`,
        {
          purpose,
          channel,
          decision,
          ...(said && { wording: said.version, language: said.language, ...filled(proof) }),
        },
        { answer: CustomerConsents },
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['customers', id] })
      notify(t('customers.decide.done'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    decide.mutate()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={`${t(`customers.purpose.${purpose}`)}, ${t(`channels.${channel}`)}`}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form className={classes.form} onSubmit={submit}>
        <SegmentedControl
          fullWidth
          aria-label={t('customers.decide.what')}
          value={decision}
          onChange={(value) => setDecision(value === 'given' ? 'given' : 'withdrawn')}
          data={[
            { value: 'given', label: t('customers.decide.yes') },
            { value: 'withdrawn', label: t('customers.decide.no') },
          ]}
        />
        {said && (
          <>
            {wordings.length > 1 && (
              <Select
                label={t('customers.decide.wording')}
                allowDeselect={false}
                value={said.id}
                onChange={(value) => setWordingId(value ?? undefined)}
                data={wordings.map(({ id: value, version, language }) => ({
                  value,
                  label: `${version} (${language})`,
                }))}
              />
            )}
            <div>
              <p className={classes.label}>{t('customers.decide.readOut')}</p>
              <blockquote className={classes.words} lang={said.language}>
                {said.text}
              </blockquote>
            </div>
            <TextInput
              label={t('customers.decide.parent')}
              description={t('customers.decide.parent.hint')}
              maxLength={200}
              autoComplete="off"
              value={proof.parent}
              onChange={(event) => setProof({ ...proof, parent: event.target.value })}
            />
            <TextInput
              label={t('customers.decide.proof')}
              placeholder={t('customers.decide.proof.example')}
              maxLength={400}
              autoComplete="off"
              value={proof.proof}
              onChange={(event) => setProof({ ...proof, proof: event.target.value })}
            />
          </>
        )}
        {lacksWords && <p className={classes.label}>{t('customers.decide.noWording')}</p>}
        {decide.error && (
          <p role="alert" className={classes.refused}>
            {problemText(t, decide.error)}
          </p>
        )}
        <div className={classes.end}>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" disabled={lacksWords} loading={decide.isPending}>
            {t('customers.decide.action')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** What was left empty was not said. */
const filled = (said: Record<string, string>) =>
  Object.fromEntries(Object.entries(said).filter(([, text]) => text.trim().length > 2))

/** The words of this purpose and channel, those of the reader's language first. */
function useWordings({ purpose, channel }: Pick<ConsentStanding, 'purpose' | 'channel'>) {
  const { language } = useTexts()
  const { data } = useQuery({
    queryKey: ['consent', 'wordings'],
    queryFn: ({ signal }) => get('/api/consent/wordings', { answer: z.array(Wording), signal }),
  })
  const fitting = (data ?? []).filter((one) => one.purpose === purpose && one.channel === channel)
  return fitting.sort((a, b) => Number(b.language === language) - Number(a.language === language))
}
