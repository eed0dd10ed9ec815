import type { Db } from '../../kernel/database.ts'
import type { AccessCheck } from '../../kernel/http.ts'
import type { Auth } from './auth.ts'
import { Right } from './contract.ts'
import { actorOfKey } from './keys.ts'
import { ForeignRequest, NotSignedIn, PersonsOnly, RightMissing } from './refusals.ts'
import { actorOf, sessionOf, type Visitor } from './sessions.ts'

type Request = Parameters<AccessCheck>[0]

const readsOnly = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Finds out who calls, by key or by session, and whether they may; `request.actor` says who. */
export function authorise(db: Db, auth: Auth): AccessCheck {
  return async (request, access) => {
    const actor = await callerOf(db, auth, request)
    if (access === 'session') {
      if (actor.kind !== 'person') throw new PersonsOnly({})
    } else {
      const right = Right.parse(access) // a route that names no right is a bug, and nobody passes
      if (!actor.rights.includes(right)) throw new RightMissing({ right })
    }
    request.actor = actor
  }
}

async function callerOf(db: Db, auth: Auth, request: Request) {
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const [, given] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
    const actor = given && (await actorOfKey(db, given))
    if (!actor) throw new NotSignedIn({})
    return actor
  }
  const session = await sessionOf(auth, visitorOf(request))
  if (!session) throw new NotSignedIn({})
  if (!readsOnly.has(request.method)) refuseForeign(auth, request)
  return actorOf(session.person)
}

export const visitorOf = ({ headers }: Request): Visitor => ({
  cookie: headers.cookie,
  userAgent: headers['user-agent'],
})

/**
 * A browser adds the cookie to whatever any site makes it send. No form can set our header, a script
 * elsewhere would have to ask first (and is not allowed), and the Origin must be our own.
 */
export function refuseForeign(auth: Auth, { headers, host }: Request): void {
  if (headers['x-filrouge'] !== 'console') throw new ForeignRequest({})
  const { origin } = headers
  if (origin === undefined || origin === new URL(auth.baseUrl).origin) return
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw new ForeignRequest({})
}
