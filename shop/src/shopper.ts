import { settings } from './api.ts'
import { language } from './language.ts'
import { thread } from './thread.ts'

/** What the shop's API refused, by its code: `orders/not-enough`, `promotions/…`. */
export class Refused extends Error {
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  constructor(code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

const place = 'colombe.session'

/** The token by which this browser has a cart; undefined while it has none. */
export const token = (): string | undefined => localStorage.getItem(place) ?? undefined

export function keepToken(next: string | undefined): void {
  if (next === undefined) localStorage.removeItem(place)
  else localStorage.setItem(place, next)
  dispatchEvent(new Event('shopper'))
}

export const measured = (): boolean => thread()?.consent() === 'given'

/** Opens a session of a visitor: under the id of their visits if they are measured, else under none. */
async function open(): Promise<string> {
  const { writeKey } = await settings()
  const anonymousId = measured() ? thread()?.user().anonymousId : undefined
  const session = await call<{ token: string }>('POST', 'session', undefined, {
    ...{ writeKey, language, measured: measured() },
    ...(anonymousId && { anonymousId }),
  })
  return session.token
}

/**
 * Goes on under a new session, by the id that visits have now. What is done in its name before stands
 * when it takes the other's place: nobody sees a cart that is half filled.
 */
export function moveOn(prepare: (askThere: typeof ask) => Promise<void>): Promise<void> {
  const move = goOn(prepare)
  moving = move.catch(() => {}) // who waits for it goes on under the session that there is
  return move
}

/** What is asked meanwhile waits: nothing is ordered from a cart that is being carried over. */
let moving: Promise<void> = Promise.resolve()

async function goOn(prepare: (askThere: typeof ask) => Promise<void>): Promise<void> {
  const next = await open()
  await prepare((method, path, body, headers) => call(method, path, next, body, headers))
  keepToken(next)
}

let opening: Promise<string> | undefined
const opened = () => {
  opening ??= open()
    .then((next) => {
      keepToken(next)
      return next
    })
    .finally(() => {
      opening = undefined
    })
  return opening
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Asks the shop's API in this browser's name; whoever has no session yet, or no more, gets one. */
export async function ask<Answer>(
  method: Method,
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  await moving
  try {
    return await call<Answer>(method, path, token() ?? (await opened()), body, headers)
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'carts/no-session') throw error
    keepToken(undefined)
    return call<Answer>(method, path, await opened(), body, headers)
  }
}

async function call<Answer>(
  method: Method,
  path: string,
  bearer: string | undefined,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await fetch(`/api/shop/${path}`, {
    method,
    headers: {
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const said = text ? JSON.parse(text) : undefined
  if (!answer.ok) throw new Refused(said?.code ?? String(answer.status), said?.details)
  return said
}
