import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { get } from '../api/client.ts'
import { Problem } from '../api/problem.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './ChangedMeanwhile.module.css'

export const isChangedMeanwhile = (error: unknown): error is Problem =>
  error instanceof Problem && error.code === 'journeys/changed-meanwhile'

interface ChangedMeanwhileProps<Saved extends z.ZodType> {
  problem: Problem
  /** Where what the other saved can be read. */
  path: string
  answer: Saved
  onTake: (theirs: z.infer<Saved>) => void
  onKeep: (theirs: z.infer<Saved>) => void
  /** What the other saved, to look at. */
  children: (theirs: z.infer<Saved>) => ReactNode
}

/** Somebody else has saved this draft: who and when, what they saved, and which of the two stays. */
export function ChangedMeanwhile<Saved extends z.ZodType>(props: ChangedMeanwhileProps<Saved>) {
  const { t, formats } = useTexts()
  const { problem, path, answer, onTake, onKeep, children } = props
  const { by, at, revision } = problem.details as { by?: string; at?: string; revision?: number }
  const [looking, setLooking] = useState(false)
  const { data: theirs } = useQuery({
    queryKey: ['changed-meanwhile', path, revision],
    queryFn: ({ signal }) => get(path, { answer, signal }),
  })
  return (
    <section className={classes.clash} role="alert" aria-label={t('journeys.clash')}>
      <p>
        {t('journeys.clash.text', {
          who: by ?? t('journeys.clash.somebody'),
          at: at ? formats.dateTime(new Date(at)) : '',
        })}
      </p>
      <div className={classes.ways}>
        <Button variant="default" size="compact-sm" onClick={() => setLooking(!looking)}>
          {t(looking ? 'journeys.clash.hide' : 'journeys.clash.look')}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          disabled={!theirs}
          onClick={() => theirs && onTake(theirs)}
        >
          {t('journeys.clash.take')}
        </Button>
        <Button size="compact-sm" disabled={!theirs} onClick={() => theirs && onKeep(theirs)}>
          {t('journeys.clash.keep')}
        </Button>
      </div>
      {looking && theirs && <div className={classes.theirs}>{children(theirs)}</div>}
    </section>
  )
}
