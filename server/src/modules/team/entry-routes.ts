import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../kernel/database.ts'
import { Problem } from '../../kernel/http.ts'
import type { Seal } from '../../kernel/seal.ts'
import type { InWork } from '../../kernel/work.ts'
import { countTry, giveTryBack } from './attempts.ts'
import { audit } from './audit.ts'
import type { Auth } from './auth.ts'
import { refuseForeign, visitorOf } from './authorise.ts'
import { brand } from './brand.ts'
import { type Person, rightsOf, type Session } from './contract.ts'
import { NotSignedIn } from './refusals.ts'
import { actorOf, openSession } from './sessions.ts'

export interface TeamRoutesOptions {
  db: Db
  inWork: InWork
  auth: Auth
  /** What the secrets of authenticator apps are kept under. */
  seal: Seal
  clock: { readonly now: () => Date; readonly demo: boolean }
  /** Whether mail leaves this house: then a link to choose a new password may be sent. */
  sendsMail: boolean
}

export const entryRefusals = {
  ...{ 401: Problem, 403: Problem, 404: Problem, 409: Problem, 410: Problem, 429: Problem },
}

/** What every way in has in common. */
export function entry({ db, inWork, auth, clock }: TeamRoutesOptions) {
  const view = async (person: Person): Promise<Session> => ({
    person,
    rights: [...rightsOf[person.role]],
    demo: clock.demo,
    now: clock.now().toISOString(),
    brand: await brand(db),
  })

  const hand = (reply: FastifyReply, cookies: string[]) =>
    reply.header('cache-control', 'no-store').header('set-cookie', cookies)

  /** Anybody may knock, as often as their address may; and only the console's own pages do. */
  const knock = async (request: FastifyRequest) => {
    refuseForeign(auth, request)
    await countTry(db, 'address', request.ip)
  }

  /** Enough is proven: the session is new, whatever the browser came with. */
  const enter = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { personId, by }: { personId: string; by: 'password' | 'code' | 'backup' | 'passkey' },
  ): Promise<Session> => {
    const opened = await openSession(auth, personId, visitorOf(request))
    if (!opened) throw new NotSignedIn({})
    await giveTryBack(db, request.ip)
    const { person, cookies } = opened
    await inWork((work) =>
      audit(work, actorOf(person), 'team/signed-in', `person:${person.id}`, { by }),
    )
    hand(reply, cookies)
    return view(person)
  }
  return { view, hand, knock, enter }
}
