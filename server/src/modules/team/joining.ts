import type { Db } from '../../kernel/database.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import { commandLine } from './actor.ts'
import { audit } from './audit.ts'
import type { JoinInput, OwnerInput } from './contract.ts'
import { checkInvitation, newInvitation, useInvitation } from './invitations.ts'
import { hashPassword } from './passwords.ts'
import { addPerson } from './people.ts'
import { HasOwner, LinkNotValid } from './refusals.ts'

export async function hasOwner(db: Db): Promise<boolean> {
  const founder = await db.selectFrom('team.founder').select('person_id').executeTakeFirst()
  return founder !== undefined
}

/** The link by which the first owner comes in, printed at first start; null when there is one. */
export async function ownerLink(
  work: Work,
  baseUrl: string,
): Promise<{ link: string; expiresAt: string } | null> {
  if (await hasOwner(work.tx)) return null
  const { id, link, expiresAt } = await newInvitation(work, {
    role: 'owner',
    email: null,
    invitedBy: 'command-line:shell',
    page: `${baseUrl}/owner`,
    validHours: 24,
  })
  await audit(work, commandLine, 'team/owner-link-made', `invitation:${id}`)
  return { link, expiresAt }
}

/** Whoever holds the link of the first start becomes the first owner; there is room for one. */
export async function becomeOwner(db: Db, inWork: InWork, input: OwnerInput): Promise<void> {
  if (await hasOwner(db)) throw new HasOwner({})
  await checkInvitation(db, input.token)
  const passwordHash = await hashPassword(input.password)
  await inWork(async (work) => {
    const { email: invited } = await useInvitation(work, input.token)
    if (invited) throw new LinkNotValid({}) // a colleague's link is for joining
    const { name, email, language } = input
    const id = await addPerson(work, { name, email, language, role: 'owner', passwordHash })
    const founded = await work.tx
      .insertInto('team.founder')
      .values({ person_id: id })
      .onConflict((conflict) => conflict.doNothing())
      .returning('person_id')
      .executeTakeFirst()
    if (!founded) throw new HasOwner({})
    await audit(work, { kind: 'person', id }, 'team/owner-joined', `person:${id}`)
  })
}

/** Lets a colleague in who was invited, and tells under which email. */
export async function join(db: Db, inWork: InWork, input: JoinInput): Promise<{ email: string }> {
  await checkInvitation(db, input.token)
  const passwordHash = await hashPassword(input.password)
  return inWork(async (work) => {
    const { role, email } = await useInvitation(work, input.token)
    if (!email) throw new LinkNotValid({}) // the first owner's link asks for an email
    const { name, language } = input
    const id = await addPerson(work, { name, email, language, role, passwordHash })
    await audit(work, { kind: 'person', id }, 'team/joined', `person:${id}`, { role })
    return { email }
  })
}
