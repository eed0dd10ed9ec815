import { Menu } from '@mantine/core'
import { IconClockPlay } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
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
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <button type="button" className={classes.clock} data-busy={advance.isPending}>
          <IconClockPlay size={16} stroke={1.5} aria-hidden />
          <span className={classes.label}>{t('shell.clock.label')}</span>
          <time dateTime={now.toISOString()}>
            <span className={classes.date}>{formats.shortDate(now)} </span>
            {formats.time(now)}
          </time>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.clock.explain')}</Menu.Label>
        {steps.map((by) => (
          <Menu.Item key={by} onClick={() => advance.mutate(by)}>
            {t(`shell.clock.${by}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
