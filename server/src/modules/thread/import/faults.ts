/** Why lines of a file could not become an event. Texts stand in the console under `import.<reason>`. */
export type FaultReason =
  | 'line/unreadable'
  | 'line/cells'
  | 'group/key-missing'
  | 'group/several-customers'
  | 'rule/none'
  | 'timestamp/unreadable'
  | 'number/unreadable'
  | 'boolean/unreadable'
  | 'day/unreadable'
  | 'consent/decision-unreadable'
  | 'consent/proof-missing'
  | `event/${string}`

/** A value that cannot be used: it costs its event, not the file. */
export class Fault extends Error {
  readonly reason: FaultReason
  readonly detail: string

  constructor(reason: FaultReason, detail: string) {
    super(`${reason} ${detail}`)
    this.reason = reason
    this.detail = detail
  }
}
