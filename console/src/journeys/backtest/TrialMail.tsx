import { useQuery } from '@tanstack/react-query'
import type { BacktestRunDetail } from '../../../../server/src/modules/journeys/backtest/contract.ts'
import { Preview } from '../../../../server/src/modules/messages/contract.ts'
import { send } from '../../api/client.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { MailFrame } from '../../ui/MailFrame.tsx'
import { problemText } from '../../ui/problemText.ts'
import classes from './Backtest.module.css'

interface MailProps {
  customerId: string
  mail: BacktestRunDetail['messages'][number]
}

/** The real mail for this person, with what the event had brought then. Nothing is sent or noted. */
export function TrialMail({ customerId, mail: { templateId, event } }: MailProps) {
  const { t } = useTexts()
  const { data, error } = useQuery({
    queryKey: ['messages', 'preview', templateId, customerId, event],
    queryFn: ({ signal }) =>
      send(
        'POST',
        `/api/messages/templates/${templateId}/preview`,
        { customerId, event },
        { answer: Preview, signal },
      ),
    retry: false,
  })
  if (error) {
    return (
      <p className={classes.hint} role="alert">
        {problemText(t, error)}
      </p>
    )
  }
  if (!data) return <div className={classes.bone} aria-hidden="true" />
  return (
    <div className={classes.mail}>
      <p className={classes.mailName}>{data.subject}</p>
      {data.missing.length > 0 && (
        <p className={classes.hint}>
          {t('backtest.mail.missing', { names: data.missing.join(', ') })}
        </p>
      )}
      <MailFrame title={data.subject} width="phone" html={data.html} />
    </div>
  )
}
