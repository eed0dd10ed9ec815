import type { Branch, Journey, Node } from './schema.ts'

interface Known {
  readonly templateId: string
  readonly audienceOf: (segment: string) => string
}

/** A journey of a file, as one of ours. */
export function definitionOf({ entry, first, nodes }: Journey, known: Known): object {
  const { segment, event, key, may_run_again, re_enter_while_in_segment } = entry
  const again = may_run_again ? 'after-completion' : key ? 'once-per-key' : 'never'
  return {
    entry: segment
      ? { kind: 'audience', audienceId: known.audienceOf(segment), change: 'entered' }
      : { kind: 'event', event, where: entry.where.map(comparisonOf), ...(key && { key }) },
    reentry: again,
    repeatsWhileIn: re_enter_while_in_segment,
    first,
    steps: [...nodes.map((node) => stepOf(node, known)), { id: 'exit', kind: 'exit' }],
  }
}

function stepOf(node: Node, known: Known): object {
  const { id } = node
  switch (node.do) {
    case 'message':
      return { id, kind: 'message', templateId: known.templateId, next: node.next }
    case 'delay':
      return { id, kind: 'delay', seconds: node.seconds, next: node.next }
    case 'delay_until_date':
      return {
        ...{ id, kind: 'until-date', offsetSeconds: node.offset_s, next: node.next },
        dates: node.date_first_present_of.map(({ trait, entry_event, template }) => {
          if (trait) return { of: 'traits', path: trait }
          return entry_event ? { of: 'event', path: entry_event } : { of: 'template', template }
        }),
      }
    case 'delay_until_local_time': {
      const { hour, minute, default_timezone, allowed_days, next } = node
      return {
        ...{ id, kind: 'until-time', time: `${two(hour)}:${two(minute)}`, next },
        ...(default_timezone && { defaultZone: default_timezone }),
        ...(allowed_days && { weekdays: allowed_days.map((day) => day || 7) }),
      }
    }
    case 'split':
      return { id, kind: 'condition', all: conditionsOf(node, known), yes: node.yes, no: node.no }
    case 'wait_until':
      return {
        ...{ id, kind: 'wait-until', timeoutSeconds: node.timeout_s, onTimeout: node.on_timeout },
        branches: node.branches.map((branch, at) => branchOf(branch, at, known)),
      }
    case 'random_split': {
      const arms = node.arms.map(({ name, percent, next }) => ({ name, share: percent, next }))
      return { id, kind: 'split', arms }
    }
  }
}

const two = (number: number) => String(number).padStart(2, '0')

function branchOf({ segment, same_key_event, where, next }: Branch, at: number, known: Known) {
  const on = segment
    ? { of: 'audience', audienceId: known.audienceOf(segment), is: 'in' }
    : { of: 'event', event: same_key_event, where: where.map(comparisonOf), since: 'entry' }
  return { name: String(at + 1), on, next }
}

function conditionsOf(node: Omit<Branch, 'next'>, known: Known): object[] {
  const { segment, same_key_event, where } = node
  if (segment) return [{ of: 'audience', audienceId: known.audienceOf(segment), is: 'in' }]
  return [{ of: 'happened', event: same_key_event, where: where.map(comparisonOf) }]
}

/** `{path, gte: 15}` as a comparison. */
function comparisonOf({ path, ...said }: { path: string } & Record<string, unknown>): object {
  const [entry] = Object.entries(said)
  if (!entry) throw new Error(`nothing is said of ${path}`)
  const [is, value] = entry
  if (is === 'exists') return { path, is: value ? 'exists' : 'missing' }
  return { path, is, value }
}
