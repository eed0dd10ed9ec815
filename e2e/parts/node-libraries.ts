import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { Analytics, type TrackParams } from '@segment/analytics-node'

export type Call = 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias'

interface Sending {
  readonly writeKey: string
  readonly url: string
  /** How many events go together at the most. */
  readonly flushAt: number
  /** It tries as often as it does if nobody says anything. */
  readonly asItComes?: boolean
}

/** A library for servers as it is published. */
export interface Library {
  /** Says, once the library knows, whether the event is stored. */
  send(call: Call, event: object): Promise<boolean>
  /** Sends what it still holds. */
  flush(): Promise<unknown>
}

function segment({ writeKey, url, flushAt, asItComes }: Sending): Library {
  const tries = asItComes ? {} : { maxRetries: 100 }
  const settings = { writeKey, host: url, flushAt, flushInterval: 50, ...tries }
  const analytics = new Analytics(settings)
  return {
    send: (call, event) =>
      new Promise((resolve) => {
        // Each call has a type of its own for what it takes; here they are taken from a table.
        const say = analytics[call].bind(analytics) as Analytics['track']
        say(event as TrackParams, (failure) => resolve(!failure))
      }),
    flush: () => analytics.flush(),
  }
}

type Said = Parameters<RudderAnalytics['track']>[0]

function rudder({ writeKey, url, flushAt, asItComes }: Sending): Library {
  const analytics = new RudderAnalytics(writeKey, {
    ...{ dataPlaneUrl: url, flushAt, flushInterval: 50, logLevel: 'none' },
    ...(!asItComes && { retryCount: 10 }),
    errorHandler: () => {}, // each event is told as well
  })
  return {
    send: (call, event) =>
      new Promise((resolve) => {
        const say = analytics[call].bind(analytics) as RudderAnalytics['track']
        say(event as Said, (failure?: unknown) => resolve(!failure))
      }),
    flush: () => analytics.flush(),
  }
}

export const libraries = { Segment: segment, RudderStack: rudder } as const
