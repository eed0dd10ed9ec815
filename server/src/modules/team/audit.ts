import { sql } from 'kysely'
import type { Work } from '../../kernel/work.ts'
import { type Actor, actorRef } from './actor.ts'

/**
 * Writes down who did what, in the transaction that does it: both happen or neither.
 *
 * `action` is `module/verb-in-the-past` (`audiences/created`), `object` names what it was done to
 * (`audience:0192…`); details carry ids, never personal data, since no line can be erased. The time
 * is the wall's: the clock of a demo may be moved, its audit may not.
 *
 * The head of the chain is locked from here to the commit, so call this last.
 */
export async function audit(
  work: Work,
  actor: Pick<Actor, 'kind' | 'id'>,
  action: string,
  object: string,
  details: object = {},
): Promise<void> {
  const line = { id: work.newId(), at: new Date(), actor: actorRef(actor), action, object }
  const sealed = sealedText({ ...line, details })
  await sql`
    with head as (
      update team.audit_head
      set position = position + 1,
          previous = hash,
          hash = encode(sha256(convert_to(hash || ${sealed}::text, 'UTF8')), 'hex')
      returning position, previous, hash
    )
    insert into team.audit (position, id, at, actor, action, object, details, previous, hash)
    select position, ${line.id}::uuid, ${line.at}::timestamptz, ${line.actor}, ${action}, ${object},
           ${JSON.stringify(details)}::json, previous, hash
    from head`.execute(work.tx)
}

interface Line {
  id: string
  at: Date
  actor: string
  action: string
  object: string
  details: object
}

/** What a line's hash covers, always written the same way. */
export function sealedText({ id, at, actor, action, object, details }: Line): string {
  return JSON.stringify([id, at.toISOString(), actor, action, object, details])
}
