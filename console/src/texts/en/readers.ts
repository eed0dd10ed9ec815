import type { Texts } from '../catalogue.ts'

export const readers = {
  title: 'Readers',
  answer:
    '{alerts, plural, =0 {All up to date} one {# threshold exceeded} other {# thresholds exceeded}}',
  none: 'Nobody reads the thread yet.',
  behind: 'Waiting',
  lag: 'Lag',
  rate: 'A minute',
  read: 'Read',
  chart: '{name}, minute by minute',
  'chart.summary':
    '{read, plural, =0 {Nothing read} one {# event read} other {# events read}} in {minutes, plural, one {# minute} other {# minutes}}',
  'chart.none': 'Nothing measured yet: once a minute.',
  thresholds: 'Alert thresholds',
  'threshold.behind': 'Events waiting',
  'threshold.lagSeconds': 'Lag, in seconds',
  'threshold.parked': 'Events set aside',
  'threshold.refusedPerHour': 'Refused within an hour',
  saved: 'The thresholds are saved.',
  'alert.behind': '{name}: {value, plural, one {# event waits} other {# events wait}}.',
  'alert.lagSeconds': '{name}: {value, plural, one {# second} other {# seconds}} late.',
  'alert.parked': '{name}: {value, plural, one {# event} other {# events}} set aside.',
  'alert.refusedPerHour': '{value, plural, one {# event} other {# events}} refused within an hour.',
  banner:
    '{others, plural, =0 {See the readers} one {See, and # more alert} other {See, and # more alerts}}',
} satisfies Texts<'readers'>
