import { openHouse } from '../kernel/house.ts'
import type { Command } from './command.ts'

export const migrateCommand: Command = {
  summary: 'Brings the database up to date, as every start does',
  async run({ config, log, say }) {
    const house = await openHouse({ config, log, purpose: 'migrate' })
    await house.close()
    for (const name of house.migrated) say(`applied ${name}`)
    if (house.migrated.length === 0) say('The database is up to date')
    return { migrated: house.migrated }
  },
}
