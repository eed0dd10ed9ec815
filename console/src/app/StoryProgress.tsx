import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './StoryProgress.module.css'
import { useStory } from './useStory.ts'

/** A demo's year is told while one already looks around: how far it has come. */
export function StoryProgress() {
  const { t, formats } = useTexts()
  const queries = useQueryClient()
  const story = useStory()
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
