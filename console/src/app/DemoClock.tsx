import { IconClockPlay } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Dropdown, DropdownItem, DropdownLabel } from '../ui/Dropdown.tsx'
import { useNotify } from '../ui/Notices.tsx'
import classes from './DemoClock.module.css'
import { useNow } from './useNow.ts'

const steps = ['hour', 'day', 'next'] as const
export type ClockStep = (typeof steps)[number]

/** Moves a demo's time forward; everything shown may have changed, so all of it is read again. */
export function useAdvanceClock() {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notify, notifyProblem } = useNotify()
  return useMutation({
    mutationFn: (by: ClockStep) => send('POST', '/api/demo/clock', { by }),
    onSuccess: async (_, by) => {
      await queries.invalidateQueries()
      notify(t(`shell.clock.done.${by}`))
    },
    onError: notifyProblem,
  })
}

/** The product's time of a demo brand, and the means to see tomorrow today. */
export function DemoClock() {
  const { t, formats } = useTexts()
  const now = useNow()
  const advance = useAdvanceClock()
  return (
    <Dropdown
      title={t('shell.clock.open')}
      faceClassName={classes.clock}
      face={
        <>
          <IconClockPlay size={16} stroke={1.5} aria-hidden />
          <span className={classes.label}>{t('shell.clock.label')}</span>
          <time dateTime={now.toISOString()}>
            <span className={classes.date}>{formats.shortDate(now)} </span>
            {formats.time(now)}
          </time>
        </>
      }
    >
      <DropdownLabel>{t('shell.clock.explain')}</DropdownLabel>
      {steps.map((by) => (
        <DropdownItem key={by} onPick={() => advance.mutate(by)}>
          {t(`shell.clock.${by}`)}
        </DropdownItem>
      ))}
    </Dropdown>
  )
}
