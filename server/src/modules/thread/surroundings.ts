import { type Agent, agentOf } from './agent.ts'
import type { Properties, SourceKind } from './contract.ts'
import { isObject } from './json.ts'
import { placeOf } from './place.ts'

/** Whose connection an event came over, as the connection itself tells. */
export interface Connection {
  readonly address: string
  readonly userAgent?: string | undefined
}

interface Came {
  readonly kind: SourceKind
  /** Of its batch. */
  readonly context?: Properties
  readonly connection?: Connection
  readonly historical?: true
}

/** Over whose connection the customer themselves speaks; a server or a till speaks for them. */
const ownConnection: ReadonlySet<SourceKind> = new Set(['browser', 'app'])

/**
 * The context that an event is kept with: that of its batch, over it its own, and what can be told
 * from both: the `agent`, the `place`. The address of a connection is kept only if the sender asks so
 * with `direct`.
 */
export function surroundings(said: Properties, { kind, context, connection, historical }: Came) {
  const all: Properties = { ...context, ...said }
  if (historical) return all
  if ('direct' in all) {
    if (all.direct === true && connection) all.ip = connection.address
    delete all.direct
  }
  const own = ownConnection.has(kind) ? connection : undefined
  const userAgent = all.userAgent ?? own?.userAgent
  const readable = typeof userAgent === 'string' && userAgent.trim() !== ''
  if (readable) all.userAgent = userAgent
  all.agent = readable ? agentFor(kind, userAgent) : undefined
  const { timezone, locale, location } = all
  const stated = isObject(location) ? location.country : undefined
  all.place = placeOf({ stated, address: all.ip ?? own?.address, timezone, locale })
  return all
}

/** In an app a library speaks under its own name (`okhttp/4`), which looks like a robot's; none runs apps. */
function agentFor(kind: SourceKind, userAgent: string): Agent {
  const { bot, ...agent } = agentOf(userAgent)
  return bot && kind !== 'app' ? { ...agent, bot } : agent
}
