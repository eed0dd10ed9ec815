import type { Comparison } from '../../../server/src/modules/audiences/comparison-contract.ts'
import type {
  AmountLeaf,
  EventLeaf,
  MessageLeaf,
  MomentLeaf,
  OccurrenceLeaf,
  SequenceLeaf,
} from '../../../server/src/modules/audiences/event-leaf-contract.ts'
import { didText, durationText } from '../texts/phrases.ts'
import { howOften } from './howOften.ts'
import {
  dayText,
  listed,
  propertyText,
  type Tongue,
  valueText,
  whenText,
  windowText,
  yes,
} from './tongue.ts'

type Filters = Pick<EventLeaf, 'where' | 'items'>
type Period = Pick<EventLeaf, 'withinSeconds' | 'from' | 'to'>

function saysFilter({ t, formats, categoryOf }: Tongue, { path, op, value }: Comparison): string {
  const named = (one: unknown) => (path === 'category' && categoryOf?.(String(one))) || one
  return t(`audiences.filter.${op}`, {
    path: propertyText(t, path),
    value: valueText(formats, Array.isArray(value) ? value.map(named) : named(value)),
  })
}

const saysAll = (tongue: Tongue, comparisons: readonly Comparison[]): string =>
  listed(
    tongue,
    'conjunction',
    comparisons.map((comparison) => saysFilter(tongue, comparison)),
  )

/** « (catégorie : soin, un article avec marque : Lune) »; nothing without filters. */
function filterText(tongue: Tongue, { where = [], items = [] }: Filters): string {
  const { t } = tongue
  const parts = where.map((comparison) => saysFilter(tongue, comparison))
  if (items.length > 0) parts.push(t('conditions.item', { filters: saysAll(tongue, items) }))
  if (parts.length === 0) return ''
  return t('audiences.did.filter', { filters: listed(tongue, 'conjunction', parts) })
}

function periodText({ t, formats }: Tongue, { withinSeconds, from, to }: Period): string {
  if (from === undefined && to === undefined) return windowText(t, withinSeconds)
  return t('conditions.period', {
    from: from === undefined ? 'none' : dayText(formats, from),
    to: to === undefined ? 'none' : dayText(formats, to),
  })
}

type SaidEvent = Pick<EventLeaf, 'name' | 'count'> & Filters & Period & { more?: string }

export function saysEvent(tongue: Tongue, leaf: SaidEvent, denied: boolean): string {
  const { t } = tongue
  const often = howOften(leaf.count, denied)
  const window = periodText(tongue, leaf)
  return t(`audiences.did.${often.how}`, {
    did: didText(t, leaf.name) + (leaf.more ?? ''),
    filter: filterText(tongue, leaf),
    window,
    windowed: yes(window !== ''),
    n: 'n' in often ? often.n : 1,
  })
}

const messageEvents = {
  sent: 'Email Sent',
  opened: 'Email Opened',
  clicked: 'Email Link Clicked',
  bounced: 'Email Bounced',
} as const

export function messageAsEvent({ t, nameOf }: Tongue, leaf: MessageLeaf): SaidEvent {
  const { did, templateId, count, withinSeconds } = leaf
  const name = templateId && nameOf?.(templateId)
  const more = templateId ? t('conditions.message.template', { name: name ?? '…' }) : ''
  return { name: messageEvents[did], count, more, ...(withinSeconds && { withinSeconds }) }
}

export function saysMoment(tongue: Tongue, leaf: MomentLeaf, denied: boolean): string {
  const { t } = tongue
  return t('conditions.moment', {
    denied: yes(denied),
    did: didText(t, leaf.name),
    filter: filterText(tongue, leaf),
    which: leaf.which,
    when: whenText(tongue, leaf),
  })
}

export function saysOccurrence(tongue: Tongue, leaf: OccurrenceLeaf, denied: boolean): string {
  const { t } = tongue
  return t('conditions.occurrence', {
    denied: yes(denied),
    which: leaf.which,
    did: didText(t, leaf.name),
    filter: filterText(tongue, leaf),
    has: saysAll(tongue, leaf.has),
  })
}

export function saysAmount(tongue: Tongue, leaf: AmountLeaf, denied: boolean): string {
  const { t, formats } = tongue
  return t('conditions.amount', {
    denied: yes(denied),
    did: didText(t, leaf.name),
    filter: filterText(tongue, leaf),
    window: periodText(tongue, leaf),
    measure: t(`conditions.measure.${leaf.measure}`),
    path: leaf.path,
    comparison: t(`conditions.compare.${leaf.op}`, {
      value: new Intl.NumberFormat(formats.locale).format(leaf.value),
    }),
  })
}

export function saysSequence(tongue: Tongue, leaf: SequenceLeaf, denied: boolean): string {
  const { t } = tongue
  return t('conditions.sequence', {
    denied: yes(denied),
    first: didText(t, leaf.first.name),
    firstFilter: filterText(tongue, leaf.first),
    lookback: windowText(t, leaf.lookbackSeconds),
    happens: yes(leaf.happens),
    next: didText(t, leaf.next.name),
    nextFilter: filterText(tongue, leaf.next),
    duration: durationText(t, leaf.withinSeconds),
  })
}
