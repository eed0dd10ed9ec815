import { resolve } from 'node:path'
import { backup } from '../kernel/backup/backup.ts'
import { version } from '../kernel/version.ts'
import { audit, commandLine } from '../modules/team/index.ts'
import type { Command } from './command.ts'
import { inHouse } from './in-house.ts'

export const backupCommand: Command = {
  summary: 'Writes everything into one file, while the product works on',
  operands: ['FILE'],
  async run(call) {
    const file = resolve(call.operands[0] ?? '')
    const { say } = call
    return inHouse(call, 'backup', async ({ databaseUrl: url, inWork }) => {
      await inWork((work) => audit(work, commandLine, 'kernel/backup-begun', 'database'))
      const progress = (table: string, rows: number) => {
        if (rows > 0) say(`  ${table}: ${rows} rows`)
      }
      const summary = await backup({ url, file, version, now: new Date(), progress })
      say(`${summary.rows} rows of ${summary.tables} tables in ${file} (${summary.bytes} bytes)`)
      return summary
    })
  },
}
