import { verifyTills } from '../modules/till/index.ts'
import type { Command } from './command.ts'
import { inHouse } from './in-house.ts'

type Verdict = Awaited<ReturnType<typeof verifyTills>>[number]

export const tillVerify: Command = {
  summary: 'Reads the tills again and names the first receipt or closing that was altered',
  options: { till: { value: 'CODE', means: 'only this till' } },
  async run(call) {
    const tills = await inHouse(call, 'till verify', ({ db }) => verifyTills(db, call.options.till))
    for (const one of tills) for (const line of linesOf(one)) call.say(line)
    if (tills.length === 0) call.say('There is no till yet')
    const altered = tills.filter(
      ({ receipts, closings }) => receipts.firstAltered || closings.firstAltered,
    )
    if (altered.length > 0) process.exitCode = 1
    return { tills, altered: altered.map(({ till }) => till) }
  },
}

function linesOf({ till, receipts, closings }: Verdict): string[] {
  const { firstAltered: receipt } = receipts
  const { firstAltered: closing } = closings
  return [
    receipt
      ? `${till}: receipt ${receipt.number} was altered (${receipt.why}, ${receipt.id ?? 'it is missing'}); ` +
        `the ${receipts.intact} before it are intact, the ${receipts.after} after it prove nothing`
      : `${till}: all ${receipts.intact} receipts are intact`,
    closing
      ? `${till}: closing ${closing.position} was altered (${closing.why}, ${closing.kind ?? ''} ${closing.period ?? 'missing'}); ` +
        `the ${closings.intact} before it are intact, ${closings.after} come after it`
      : `${till}: all ${closings.intact} closings are intact`,
  ]
}
