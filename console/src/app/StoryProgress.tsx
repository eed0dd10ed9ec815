import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { DemoState } from '../../../server/src/demo/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './StoryProgress.module.css'

/** A demo's year is told while one already looks around: how far it has come. */
export function StoryProgress() {
  const { t, formats } = useTexts()
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey: ['demo'],
    queryFn: ({ signal }) => get('/api/demo', { answer: DemoState, signal }),
    refetchInterval: ({ state }) => (state.data?.story?.done === false ? 2_000 : false),
  })
  const story = data?.story
  const telling = story?.done === false
  const wasTelling = useRef(false)
  useEffect(() => {
    if (wasTelling.current && !telling) queries.invalidateQueries()
    wasTelling.current = telling
  }, [telling, queries])

  if (!story || !telling) return null
  const share = formats.percent(Math.round(story.share * 100) / 100)
  return (
    <div className={classes.story}>
      <progress className={classes.bar} max={1} value={story.share} aria-label={t('shell.story')} />
      <p className={classes.text}>
        {t('shell.story.told', {
          share,
          events: formats.count(story.events),
          date: story.reached ? formats.date(story.reached) : '…',
        })}
      </p>
    </div>
  )
}
