import { Button } from '@mantine/core'
import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react'
import { Problem } from '../api/problem.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from './Copyable.tsx'
import { problemText } from './problemText.ts'
import classes from './State.module.css'

/** What happened, what was not lost, what to do, and the number by which we find it in the logs. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTexts()
  const requestId = error instanceof Problem ? error.requestId : undefined
  return (
    <div className={classes.state} role="alert">
      <IconPlugConnectedX className={classes.icon} size={28} stroke={1.4} aria-hidden />
      <p className={classes.title}>{problemText(t, error)}</p>
      <p className={classes.text}>{t('ui.error.nothingLost')}</p>
      {retry && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} />}
          onClick={() => retry()}
          className={classes.action}
        >
          {t('ui.error.retry')}
        </Button>
      )}
      {requestId && (
        <p className={classes.small}>
          {t('ui.error.requestId')} <Copyable value={requestId} />
        </p>
      )}
    </div>
  )
}
