import { verifyAudit } from '../modules/team/index.ts'
import type { Command } from './command.ts'
import { inHouse } from './in-house.ts'

export const auditVerify: Command = {
  summary: 'Reads the whole audit again and names the first line that was altered',
  async run(call) {
    const verdict = await inHouse(call, 'audit verify', ({ db }) => verifyAudit(db))
    const { intact, firstAltered } = verdict
    call.say(
      firstAltered
        ? `Line ${firstAltered.position} of the audit was altered (${firstAltered.id ?? 'it is missing'}); the ${intact} before it are intact`
        : `All ${intact} lines of the audit are intact`,
    )
    if (firstAltered) process.exitCode = 1
    return verdict
  },
}
