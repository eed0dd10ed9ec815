import { resolve } from 'node:path'
import { restore } from '../kernel/backup/restore.ts'
import { attachPostgres } from '../kernel/embedded/attach.ts'
import { audit, commandLine } from '../modules/team/index.ts'
import type { Command } from './command.ts'
import { inHouse } from './in-house.ts'

export const restoreCommand: Command = {
  summary: 'Fills an empty database from a file that `backup` wrote',
  operands: ['FILE'],
  async run({ operands, config, log, say }) {
    const file = resolve(operands[0] ?? '')
    const postgres = await attachPostgres(config, log, 'restore')
    const progress = (table: string, rows: number) => say(`  ${table}: ${rows} rows`)
    const summary = await restore({ url: postgres.url, file, progress }).finally(postgres.release)
    // From here on the copy has a life of its own, and its audit says where that began.
    const { madeAt } = summary
    await inHouse({ config, log }, 'restore', ({ inWork }) =>
      inWork((work) => audit(work, commandLine, 'kernel/restored', 'database', { madeAt })),
    )
    say(`${summary.rows} rows of ${summary.tables} tables, as of ${madeAt}`)
    return summary
  },
}
