import { randomUUID } from 'node:crypto'
import type { Db } from '../../kernel/database.ts'
import { brand } from '../team/index.ts'
import { houseOf, type MailParts } from './house.ts'
import type { MailTransport } from './transport.ts'

/** A mail to somebody of the team. */
export interface PlainMail {
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
}

interface Parts {
  readonly db: Db
  readonly mail: Omit<MailParts, 'transport'>
  readonly transport: MailTransport
}

/** Hands it over, or throws when it may be tried again. What the server refuses is not tried twice. */
export async function postPlain({ db, mail, transport }: Parts, plain: PlainMail): Promise<void> {
  const { from } = houseOf(mail, (await brand(db)).name)
  const messageId = `<${randomUUID()}@${new URL(mail.baseUrl).hostname}>`
  const { outcome } = await transport.handOver({ ...plain, from, messageId, headers: {} })
  if (outcome === 'later') throw new Error('The mail server asks to be tried later')
}
