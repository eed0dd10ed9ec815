import { openDatabase } from '../src/kernel/database.ts'
import { newId } from '../src/kernel/id.ts'
import { startWork } from '../src/kernel/work.ts'
import { InsufficientStock, Rush, reserve } from '../src/modules/stock/index.ts'

/**
 * A process whose buyers all ask for one piece of the same product at once, one by one or batched. Its
 * arguments: database, item, place, how many, and `batched` or not. It says what came of it in one line.
 */
const [url = '', sku = '', locationId = '', buyers = '', way = ''] = process.argv.slice(2)
const db = openDatabase(url, () => {}, 8)
const inWork = startWork(db)
const rush = new Rush(inWork)
process.stdout.write('ready\n')
await new Promise((resolve) => process.stdin.once('data', resolve))

const told = { granted: 0, refused: 0, other: 0 }
await Promise.all(
  Array.from({ length: Number(buyers) }, async () => {
    const lines = [{ sku, locationId, quantity: 1 }]
    const asked = { id: newId(), kind: 'cart' as const, lines, channel: 'web', expiresAt: null }
    try {
      if (way === 'batched') await rush.reserveSoon(asked)
      else await inWork((work) => reserve(work, asked))
      told.granted++
    } catch (error) {
      if (error instanceof InsufficientStock) told.refused++
      else told.other++
    }
  }),
)
process.stdout.write(`${JSON.stringify(told)}\n`)
await db.destroy()
process.stdin.destroy()
