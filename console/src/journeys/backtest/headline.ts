import type { BacktestResult } from '../../../../server/src/modules/journeys/backtest/contract.ts'
import { didText, durationText } from '../../texts/phrases.ts'
import type { Words } from '../sentences.ts'

/** « N’ont jamais dit oui », where there are words for it. */
export function reasonShort({ t }: Pick<Words, 't'>, reason: string): string {
  const key = `messages.short.${reason}`
  if (t.has(key)) return t(key)
  const long = `thread.reason.${reason}`
  return t.has(long) ? t(long) : reason
}

export const sumOf = (counts: readonly { messages: number }[]) =>
  counts.reduce((sum, { messages }) => sum + messages, 0)

/** What would have happened, in a few sentences: the first thing that is read. */
export function headline(words: Words, days: number, result: BacktestResult): string[] {
  const { t, formats } = words
  const { entered, messages, goal, throttle } = result
  const notSent = sumOf(messages.notSent)
  const [first] = messages.notSent
  const sentences = [
    t('backtest.headline.entered', {
      ...{ days, people: entered.people, peopleText: formats.count(entered.people) },
      ...{ runs: entered.runs, runsText: formats.count(entered.runs) },
    }),
  ]
  if (entered.runs === 0) return sentences
  sentences.push(
    t('backtest.headline.sent', {
      ...{ sent: messages.sent, sentText: formats.count(messages.sent) },
      people: formats.count(messages.people),
    }),
  )
  if (notSent > 0 && first) {
    sentences.push(
      t('backtest.headline.notSent', {
        ...{ count: notSent, countText: formats.count(notSent) },
        reason: reasonShort(words, first.reason).toLocaleLowerCase(),
        share: formats.percent(first.messages / notSent),
        reasons: messages.notSent.length,
      }),
    )
  }
  if (throttle && throttle.waited > 0) {
    sentences.push(
      t('backtest.headline.throttle', {
        ...{ waited: throttle.waited, waitedText: formats.count(throttle.waited) },
        longest: durationText(t, roughly(throttle.longest)),
        ...{ unsettled: throttle.unsettled, unsettledText: formats.count(throttle.unsettled) },
      }),
    )
  }
  if (goal.rate) {
    sentences.push(
      t('backtest.headline.goal', {
        share: formats.percent(goal.rate.share),
        did: didText(t, goal.event),
        within: durationText(t, goal.seconds),
      }),
    )
  }
  return sentences
}

/** Two hours and some seconds are two hours to whoever reads how long the longest wait was. */
function roughly(seconds: number): number {
  const unit = seconds >= 172_800 ? 86_400 : seconds >= 7200 ? 3600 : seconds >= 120 ? 60 : 1
  return Math.round(seconds / unit) * unit
}
