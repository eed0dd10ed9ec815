import { z } from 'zod'
import type { Db } from '../../kernel/database.ts'
import { addJob, type Job } from '../../kernel/jobs.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import type { Actor } from './actor.ts'
import { countTry, forgiveTries } from './attempts.ts'
import { audit } from './audit.ts'
import { type Letter, type LetterBox, resetLetter } from './letters.ts'
import { hashPassword, setPassword } from './passwords.ts'
import type { ResetInput, ResetLink } from './proof-contract.ts'
import { removeProofs } from './proofs.ts'
import { LinkNotValid, PersonNotFound, TicketNotValid } from './refusals.ts'
import { dropTickets, newTicket, readTicket, useTicket } from './tickets.ts'

const purposes = ['reset-mail', 'reset-link'] as const

/** An owner makes a link by which a colleague chooses a new password, and hands it over. */
export async function makeResetLink(
  work: Work,
  actor: Actor,
  { personId, baseUrl }: { personId: string; baseUrl: string },
): Promise<ResetLink> {
  const { token, expiresAt } = await newTicket(work.tx, 'reset-link', { personId })
  await audit(work, actor, 'team/reset-link-made', `person:${personId}`)
  return { link: `${baseUrl}/reset/${token}`, expiresAt: expiresAt.toISOString() }
}

/** The same from the shell, for the owner whom nobody else can help; with it, what was lost goes. */
export async function resetLinkFor(
  work: Work,
  actor: Actor,
  { email, withoutProofs, baseUrl }: { email: string; withoutProofs: boolean; baseUrl: string },
): Promise<ResetLink> {
  const person = await work.tx
    .selectFrom('team.person')
    .select('id')
    .where('email', '=', email.trim().toLowerCase())
    .executeTakeFirst()
  if (!person) throw new PersonNotFound({ id: email })
  if (withoutProofs) await removeProofs(work, actor, person.id)
  return makeResetLink(work, actor, { personId: person.id, baseUrl })
}

/** Somebody says that they have forgotten it. Known or unknown: the same work, the same answer. */
export async function askForReset(db: Db, inWork: InWork, email: string): Promise<void> {
  await countTry(db, 'reset', email)
  const person = await db
    .selectFrom('team.person')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst()
  await inWork(({ tx }) => addJob(tx, sendReset, { personId: person?.id ?? null }))
}

const sendReset = {
  name: 'team/send-reset',
  payload: z.object({ personId: z.uuid().nullable() }),
}

/** Makes the link when it is sent, so that no secret waits in a queue. Run twice, the later one holds. */
export function resetJob(
  inWork: InWork,
  { post, baseUrl }: { post: LetterBox; baseUrl: string },
): Job<z.infer<typeof sendReset.payload>> {
  return {
    ...sendReset,
    async run({ personId }) {
      if (personId === null) return
      const letter = await inWork((work) => writeReset(work, personId, baseUrl))
      if (letter) await post(letter)
    },
  }
}

async function writeReset(
  { tx }: Work,
  personId: string,
  baseUrl: string,
): Promise<Letter | undefined> {
  const person = await tx
    .selectFrom('team.person')
    .select(['name', 'email', 'language'])
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!person) return
  const { token } = await newTicket(tx, 'reset-mail', { personId })
  return resetLetter(tx, person, `${baseUrl}/reset/${token}`)
}

/** Uses up a link. Who holds it is not in yet: they sign in, with a second proof if they have one. */
export async function choosePassword(
  db: Db,
  inWork: InWork,
  { token, password }: ResetInput,
): Promise<void> {
  await readTicket(db, [...purposes], token).catch(linkNotValid)
  const hash = await hashPassword(password)
  const { email } = await inWork(async (work) => {
    const { personId } = await useTicket(work, [...purposes], token).catch(linkNotValid)
    const person = await work.tx
      .selectFrom('team.person')
      .select(['id', 'email'])
      .where('id', '=', personId)
      .executeTakeFirst()
    if (!person) throw new PersonNotFound({ id: personId ?? '' })
    await dropTickets(work.tx, person.id, [...purposes, 'second-proof', 'first-authenticator'])
    await setPassword(work, person.id, { hash })
    await audit(
      work,
      { kind: 'person', id: person.id },
      'team/password-reset',
      `person:${person.id}`,
    )
    return person
  })
  await forgiveTries(db, 'account', email)
}

function linkNotValid(error: unknown): never {
  throw error instanceof TicketNotValid ? new LinkNotValid({}) : error
}
