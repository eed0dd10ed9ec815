/** The four doors through which the demo brand's events come, as its sources are called. */
export const sourceNames = {
  site: { name: 'maisoncolombe.fr', kind: 'browser' },
  app: { name: 'Application Maison Colombe', kind: 'app' },
  till: { name: 'Caisses des boutiques', kind: 'till' },
  mailing: { name: 'Outil d’e-mailing', kind: 'server' },
} as const
export type SourceName = keyof typeof sourceNames

/** An event in the words of the Segment HTTP API, and the door that it comes through. */
export interface DemoEvent {
  readonly source: SourceName
  readonly at: number
  readonly body: SegmentEvent
}

export interface SegmentEvent {
  readonly type: 'track' | 'page' | 'screen' | 'identify'
  readonly event?: string
  readonly name?: string
  readonly anonymousId?: string
  readonly userId?: string
  readonly traits?: Record<string, unknown>
  readonly properties?: Record<string, unknown>
  readonly context?: Record<string, unknown>
}

/** Takes what happens as it is made up. Not in order: whoever gives it sorts by time. */
export type Emit = (event: DemoEvent) => void
