import { Modal } from '@mantine/core'
import type { FormEvent } from 'react'
import type { CampaignDefinition } from '../../../../server/src/modules/journeys/campaigns/contract.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from '../../ui/FormEnd.module.css'
import { FormEnd } from '../../ui/FormEnd.tsx'
import { CampaignText, useRecipients } from './CampaignText.tsx'

interface SendDialogProps {
  definition: CampaignDefinition
  busy: boolean
  onSend: () => void
  onClose: () => void
}

/** What has left does not come back, so it says to how many people it goes. */
export function SendDialog({ definition, busy, onSend, onClose }: SendDialogProps) {
  const { t } = useTexts()
  const count = useRecipients(definition.to)?.customers ?? 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSend()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('campaigns.send.title', { count })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <CampaignText definition={definition} />
        <p>{t('campaigns.send.text')}</p>
        <FormEnd action={t('campaigns.send')} busy={busy} error={undefined} onCancel={onClose} />
      </form>
    </Modal>
  )
}
