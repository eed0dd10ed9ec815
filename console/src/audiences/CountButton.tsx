import { Button, Progress } from '@mantine/core'
import { useTexts } from '../texts/TextsProvider.tsx'
import { problemText } from '../ui/problemText.ts'
import classes from './Editor.module.css'
import type { ExactCount } from './useExactCount.ts'

interface CountButtonProps {
  counting: ExactCount
  customers: number
}

/** Beside an estimate: has everybody looked at, and shows how far that has come. */
export function CountButton({ counting, customers }: CountButtonProps) {
  const { t } = useTexts()
  const { found, looked, isRunning, error, begin, stop } = counting
  return (
    <>
      {isRunning && (
        <>
          <p className={classes.quiet}>{t('audiences.size.going', { found, looked, customers })}</p>
          <Progress
            mt={8}
            size="sm"
            value={(100 * looked) / Math.max(1, customers)}
            aria-label={t('audiences.size.counting')}
          />
        </>
      )}
      {/* One button that stays where it is, so that the keyboard does too. */}
      <Button mt={8} variant="default" size="compact-sm" onClick={isRunning ? stop : begin}>
        {t(isRunning ? 'audiences.size.stop' : 'audiences.size.countAll')}
      </Button>
      {error && <p role="alert">{problemText(t, error)}</p>}
    </>
  )
}
