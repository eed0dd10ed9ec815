import { isObject } from '../json.ts'
import { Fault } from './faults.ts'
import type { Message, Shaping } from './shape.ts'

/**
 * A line that is an event already. It keeps its own number, so that one that is in two files counts
 * once; it must say when it was, since what is imported did not happen now.
 */
export function asItIs(raw: string, { messageId, context }: Shaping): Message {
  const event: unknown = JSON.parse(raw)
  if (!isObject(event)) throw new Fault('line/unreadable', 'NOT_AN_OBJECT')
  const said = event.originalTimestamp ?? event.timestamp
  if (said === undefined || said === null) throw new Fault('timestamp/unreadable', 'timestamp')
  return {
    messageId,
    ...event,
    // Already corrected, or as the client said: the moment of sending has no meaning any more.
    sentAt: undefined,
    context: {
      ...context,
      ...(isObject(event.context) && event.context),
      retentionBasis: context.retentionBasis,
    },
  } as unknown as Message
}
