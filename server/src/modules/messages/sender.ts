import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../../kernel/database.ts'
import { isInfrastructureFault } from '../../kernel/faults.ts'
import type { Loop } from '../../kernel/loops.ts'
import type { InWork } from '../../kernel/work.ts'
import { brand } from '../team/index.ts'
import { type ClaimedRow, claim, release } from './claim.ts'
import { compose, languageFor, type MailHouse } from './compose.ts'
import type { Lane } from './contract.ts'
import { houseOf, type MailParts } from './house.ts'
import { nextMessageAt } from './next-due.ts'
import { type Outcome, writeOutcomes } from './outcome.ts'
import { Pace } from './pace.ts'
import { type Permitted, permit } from './permit.ts'
import { type Letter, outcomeOf } from './result.ts'
import type { HandOver } from './transport.ts'
import type { ParsedVersion, Versions } from './versions.ts'

export interface SenderParts {
  readonly db: Db
  readonly inWork: InWork
  readonly mail: MailParts
  readonly versions: Versions
}

/** A batch before its hand-over: what is to go, and what is already decided. */
interface Batch {
  readonly letters: readonly Letter[]
  readonly decided: readonly Outcome[]
}

/** After this many batches the loop may be stopped, or see that there is nothing more. */
const rounds = 8

/**
 * Hands over what is due in a lane. While one batch goes out the next one is made ready, and what became
 * of the one before is written down.
 */
export function senderLoop(parts: SenderParts, lane: Lane): Loop {
  const pace = new Pace(lane === 'event' ? 32 : 128)
  const sender = randomUUID()

  const next = async (): Promise<Batch | undefined> => {
    const rows = await parts.inWork((work) => claim(work, { lane, limit: pace.size, sender }))
    if (rows.length === 0) return undefined
    try {
      return await makeReady(parts, rows)
    } catch (error) {
      await parts.inWork((work) => release(work, sender, rows))
      throw error
    }
  }
  return {
    name: `messages/send-${lane}`,
    wakeOn: ['messages.due'],
    nextAt: (db) => nextMessageAt(db, [lane]),
    run: async () => {
      if (pace.resting) return false
      const writes: Promise<void>[] = []
      try {
        let batch = await next()
        for (let round = 1; batch !== undefined; round++) {
          const following = round < rounds && !pace.resting ? next() : undefined
          following?.catch(() => {}) // awaited below; until then its error is nobody's
          const results = await handOver(parts, batch, pace)
          const writing = writeDown(parts, sender, batch, results)
          writing.catch(() => {}) // as above
          writes.push(writing)
          batch = await following
        }
      } finally {
        await Promise.allSettled(writes)
      }
      await Promise.all(writes)
      return writes.length > 0
    },
  }
}

/** Asks whether each may be sent, and writes those that may. */
async function makeReady(
  { db, versions, mail }: SenderParts,
  rows: readonly ClaimedRow[],
): Promise<Batch> {
  const now = rows[0]?.claimed_at ?? new Date()
  const [{ permitted, refused }, { name }] = await Promise.all([permit(db, rows, now), brand(db)])
  const house = houseOf(mail, name)
  const decided: Outcome[] = refused.map(({ row, reason }) => ({ row, state: 'refused', reason }))
  const letters: Letter[] = []
  for (const one of permitted) {
    const { row } = one
    const written = write(house, one, await versions.of(db, row.template_id, row.version))
    if ('mail' in written) letters.push(written)
    else decided.push(held(row, written))
  }
  return { letters, decided }
}

/** One broken mail must not hold up those beside it: whatever fails here is the mail's own. */
function write(house: MailHouse, permitted: Permitted, texts: ParsedVersion): Letter | Broken {
  try {
    const spoken = languageFor(permitted.profile, texts)
    if (!spoken) return { missing: [], failures: ['no language'] }
    const { language, text } = spoken
    const composed = compose(house, permitted.row, text, { ...permitted, language })
    return 'mail' in composed ? { permitted, language, mail: composed.mail } : composed
  } catch (error) {
    return { missing: [], failures: [error instanceof Error ? error.message : String(error)] }
  }
}

interface Broken {
  readonly missing: readonly string[]
  readonly failures: readonly string[]
}

/** A mail that would be broken waits for a person, with the name of what it lacks. */
function held(row: ClaimedRow, { missing, failures }: Broken): Outcome {
  return missing.length > 0
    ? { row, state: 'held', reason: 'missing-variable', detail: missing.join(', ') }
    : { row, state: 'held', reason: 'template-failed', detail: failures.join(', ').slice(0, 500) }
}

async function handOver({ mail }: SenderParts, batch: Batch, pace: Pace): Promise<HandOver[]> {
  const began = performance.now()
  const results = await Promise.all(
    batch.letters.map((letter) => mail.transport.handOver(letter.mail)),
  )
  pace.learn(performance.now() - began, results)
  return results
}

/** What was handed over must be written down: a database that is away for a moment is waited for. */
async function writeDown(
  { inWork }: SenderParts,
  sender: string,
  { decided, letters }: Batch,
  results: readonly HandOver[],
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inWork((work) =>
        writeOutcomes(work, sender, [
          ...decided,
          ...letters.map((letter, index) => outcomeOf(letter, results[index], work.now)),
        ]),
      )
    } catch (error) {
      if (attempt === 6 || !isInfrastructureFault(error)) throw error
      await pause(250 * 2 ** attempt)
    }
  }
}
