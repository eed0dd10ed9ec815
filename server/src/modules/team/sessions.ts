import type { Actor } from './actor.ts'
import type { Auth } from './auth.ts'
import { Language, type Person, Role, rightsOf } from './contract.ts'

/** What a request brings along that sessions care about. */
export interface Visitor {
  cookie: string | undefined
  userAgent: string | undefined
}

function headersOf({ cookie, userAgent }: Visitor): Headers {
  const headers = new Headers()
  if (cookie) headers.set('cookie', cookie)
  if (userAgent) headers.set('user-agent', userAgent.slice(0, 300))
  return headers
}

/** A session is open: its person, and the cookies to hand out (a long-lived one is renewed daily). */
export interface OpenSession {
  person: Person
  cookies: string[]
}

/** Opens a session for whoever has proven enough; undefined when they have just left the team. */
export async function openSession(
  auth: Auth,
  personId: string,
  visitor: Visitor,
): Promise<OpenSession | undefined> {
  const { api } = await auth.ready()
  const { response, headers } = await api.openFor({
    body: { personId },
    headers: headersOf(visitor),
    returnHeaders: true,
  })
  if (!response) return
  // The session that the browser came with ends: nobody who planted its cookie is let in with it.
  if (visitor.cookie) await api.signOut({ headers: headersOf(visitor) })
  return { person: personOf(response), cookies: headers.getSetCookie() }
}

/** Ends the session of a browser; the cookies returned make it forget. */
export async function closeSession(auth: Auth, visitor: Visitor): Promise<string[]> {
  const { api } = await auth.ready()
  const { headers } = await api.signOut({ headers: headersOf(visitor), returnHeaders: true })
  return headers.getSetCookie()
}

/** Who is signed in with this cookie. A session in use for a day is made to last longer if asked. */
export async function sessionOf(
  auth: Auth,
  visitor: Visitor,
  { renew = false } = {},
): Promise<(OpenSession & { sessionId: string }) | undefined> {
  if (!visitor.cookie?.includes('filrouge.session_token')) return
  const { api } = await auth.ready()
  const { response, headers } = await api.getSession({
    headers: headersOf(visitor),
    query: { disableRefresh: !renew },
    returnHeaders: true,
  })
  if (!response) return
  const { user, session } = response
  return { person: personOf(user), sessionId: session.id, cookies: headers.getSetCookie() }
}

type User = { id: string; name: string; email: string; role?: unknown; language?: unknown }

const personOf = ({ id, name, email, role, language }: User): Person => ({
  id,
  name,
  email,
  role: Role.parse(role),
  language: Language.parse(language),
})

export const actorOf = ({ id, role, name }: Person): Actor => ({
  kind: 'person',
  id,
  rights: rightsOf[role],
  name,
})
