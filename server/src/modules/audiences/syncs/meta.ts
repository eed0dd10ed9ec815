import { createHash } from 'node:crypto'
import { hashesOf } from './identifiers.ts'
import { callPlatform, type Entry, mustBeFine, type Platform, type Reach } from './platform.ts'

const version = 'v25.0'

/** Codes by which Meta says that one asks too often, or that it is not well itself: later it may work. */
const passing = new Set([1, 2, 4, 17, 32, 341, 613, 80_000, 80_003, 80_004])

/**
 * A custom audience of customer-file data at Meta: people are added and deleted under its `users`, by
 * hashed addresses and numbers, 10,000 a request, each request a session of its own.
 */
export function meta(listId: string, accessToken: string, reach: Reach): Platform {
  return {
    most: 10_000,
    pace: 500,
    async send(action, entries, callId) {
      const data = entries.flatMap(rowsOf)
      const session = {
        session_id: sessionOf(callId),
        ...{ batch_seq: 1, last_batch_flag: true, estimated_num_total: data.length },
      }
      const answer = await callPlatform(reach, {
        url: `${reach.bases.meta}/${version}/${listId}/users`,
        method: action === 'add' ? 'POST' : 'DELETE',
        headers: { authorization: `Bearer ${accessToken}` },
        body: JSON.stringify({
          ...(action === 'add' && { session }),
          payload: { schema: ['EMAIL', 'PHONE'], data },
        }),
      })
      mustBeFine(answer, isPassingFault(answer.body))
      return answer.status
    },
  }
}

/** A row for each address and number; those of one person that come first stand in one row. */
function rowsOf({ identifiers }: Entry): string[][] {
  const emails = hashesOf(identifiers, 'email')
  const phones = hashesOf(identifiers, 'phone')
  const rows = Math.max(emails.length, phones.length)
  return Array.from({ length: rows }, (_, row) => [emails[row] ?? '', phones[row] ?? ''])
}

/** A number that names the request: of a call that is made again, the same. */
const sessionOf = (callId: string) => createHash('sha256').update(callId).digest().readUIntBE(0, 6)

function isPassingFault(body: string): boolean {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: number; is_transient?: boolean } }
    return error?.is_transient === true || passing.has(error?.code ?? 0)
  } catch {
    return false
  }
}
