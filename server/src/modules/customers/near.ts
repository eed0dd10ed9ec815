import type { Db, Tx } from '../../kernel/database.ts'
import * as kept from '../../kernel/meant.ts'

const table = 'customers.word'

export const learnWords = (tx: Tx, words: Iterable<string>): Promise<void> =>
  kept.learnWords(tx, table, words)

export const wordsMeant = (db: Db, asked: readonly string[]): Promise<Map<string, string[]>> =>
  kept.wordsMeant(db, table, asked)
