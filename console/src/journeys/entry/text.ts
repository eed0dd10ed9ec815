import type { z } from 'zod'
import type { Entry, Rhythm } from '../../../../server/src/modules/journeys/entry-contract.ts'
import { didText } from '../../texts/phrases.ts'
import type { Words } from '../sentences.ts'
import { weekdaysText } from '../steps/weekdays.ts'

/** Who enters, and when, in a sentence. */
export function entryText(words: Words, entry: Entry): string {
  const { t, names } = words
  switch (entry.kind) {
    case 'event':
      return t('journeys.panel.entry.event', { did: didText(t, entry.event) })
    case 'audience':
      return t(`journeys.panel.entry.${entry.change}`, {
        audience: names.audience(entry.audienceId) ?? '…',
      })
    case 'date': {
      const known = `steps.date.${entry.path}`
      return t('canvas.entry.date.text', {
        date: t.has(known) ? t(known) : t('steps.date.of.traits', { path: entry.path }),
        days: Math.abs(entry.offsetDays),
        when: entry.offsetDays < 0 ? 'before' : entry.offsetDays > 0 ? 'after' : 'on',
        anniversary: entry.anniversary ? 'yes' : 'no',
        time: entry.time,
      })
    }
    case 'schedule':
      return t('canvas.entry.schedule.text', {
        audience: names.audience(entry.audienceId) ?? '…',
        rhythm: rhythmText(words, entry.rhythm),
      })
    case 'price-drop':
      return t('canvas.entry.price-drop.text', {
        percent: words.formats.percent(entry.atLeastPercent / 100),
      })
    default:
      return t(`canvas.entry.${entry.kind}.text`)
  }
}

function rhythmText(words: Words, rhythm: z.infer<typeof Rhythm>): string {
  const { t, formats } = words
  switch (rhythm.every) {
    case 'once':
      return t('canvas.rhythm.once', { at: formats.dateTime(rhythm.at) })
    case 'day':
      return t('canvas.rhythm.day', { time: rhythm.time })
    case 'week':
      return t('canvas.rhythm.week', {
        days: weekdaysText(words, rhythm.weekdays),
        time: rhythm.time,
      })
    case 'month':
      return t('canvas.rhythm.month', { day: rhythm.day, time: rhythm.time })
  }
}
