import { callOutside, type OutsideAnswer } from '../../../kernel/outside.ts'

/** One person to be added or taken away, by what names them there. */
export interface Entry {
  readonly customerId: string
  readonly identifiers: readonly string[]
}

export type Action = 'add' | 'remove'

/** A place that audiences are sent to. */
export interface Platform {
  /** People in one call. */
  readonly most: number
  /** Milliseconds between calls: below what the place allows. */
  readonly pace: number
  send(action: Action, entries: readonly Entry[], callId: string): Promise<number>
}

/** Why a call did not do what it should, and whether it may if it is made again. */
export class SyncFailed extends Error {
  readonly status: number | null
  readonly passing: boolean
  /** How long to wait, where the place says so. */
  readonly waitMs: number | undefined

  constructor(
    message: string,
    more: { status?: number; passing: boolean; waitMs?: number | undefined },
  ) {
    super(message)
    this.status = more.status ?? null
    this.passing = more.passing
    this.waitMs = more.waitMs
  }
}

/** Where the platforms answer; tests give others. */
export interface Bases {
  readonly google: string
  readonly googleToken: string
  readonly meta: string
}

export const publicBases: Bases = {
  google: 'https://datamanager.googleapis.com',
  googleToken: 'https://oauth2.googleapis.com',
  meta: 'https://graph.facebook.com',
}

export interface Reach {
  readonly bases: Bases
  /** Hosts within our own networks that may be called all the same. */
  readonly mayCall: readonly string[]
}

const timeoutMs = 30_000

interface Call {
  readonly url: string
  readonly method: 'POST' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly type?: string
  readonly body: string
}

/** Calls, and takes what is no answer for a fault that may pass. */
export async function callPlatform(
  { mayCall }: Reach,
  { url, method, headers, type = 'application/json', body }: Call,
): Promise<OutsideAnswer> {
  try {
    return await callOutside(
      {
        ...{ url, method, body, timeoutMs },
        headers: {
          'content-type': type,
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'Filrouge',
          ...headers,
        },
      },
      mayCall,
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new SyncFailed(reason, { passing: reason !== 'inner-address' })
  }
}

const isPassing = (status: number) =>
  status === 408 || status === 425 || status === 429 || status >= 500

/** Throws for an answer that is a no. */
export function mustBeFine({ status, headers, body }: OutsideAnswer, passing = false): void {
  if (status >= 200 && status < 300) return
  const wait = Number(headers['retry-after'])
  throw new SyncFailed(`${status} ${body.slice(0, 300)}`, {
    ...{ status, passing: passing || isPassing(status) },
    waitMs: wait > 0 ? wait * 1000 : undefined,
  })
}
