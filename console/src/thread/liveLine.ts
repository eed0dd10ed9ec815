import type { Channel, EventType, LiveEvent } from '../../../server/src/modules/thread/contract.ts'
import type { LiveRest, LiveResult } from '../../../server/src/modules/thread/live/contract.ts'

/** A line of the debugger: an event on the thread, or one that came and is not there. */
export type LiveLine = LiveEvent | LiveRest

export const isRest = (line: LiveLine): line is LiveRest => 'result' in line

const nobody = '00000000-0000-0000-0000-000000000000'

export function resultOf(line: LiveLine): LiveResult {
  if (isRest(line)) return line.result
  return line.customerId === nobody ? 'nobody' : 'woven'
}

export interface Wanted {
  channel?: Channel | undefined
  search?: string | undefined
  source?: string | undefined
  type?: EventType | undefined
  result?: LiveResult | undefined
}

/** Whether a line is one of those that are asked for. */
export function fitting({ channel, search = '', source, type, result }: Wanted) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return (line: LiveLine): boolean => {
    if (channel && (isRest(line) || line.channel !== channel)) return false
    if (source && line.sourceId !== source) return false
    if (type && line.type !== type) return false
    if (result && resultOf(line) !== result) return false
    const text = words.length > 0 ? textOf(line).toLowerCase() : ''
    return words.every((word) => text.includes(word))
  }
}

function textOf(line: LiveLine): string {
  const { name, sourceName, messageId } = line
  if (isRest(line)) return `${name} ${sourceName} ${messageId} ${line.reason} ${line.raw}`
  const { customerName, customerId, properties } = line
  return `${name} ${customerName} ${sourceName} ${messageId} ${customerId} ${JSON.stringify(properties)}`
}

/** What the tracking plan says of an event that was taken all the same. */
export function violationsOf({ context }: LiveEvent): { path: string; rule: string }[] {
  const own = context.filrouge as { plan?: { violations?: unknown } } | undefined
  const violations = own?.plan?.violations
  return Array.isArray(violations) ? violations : []
}
