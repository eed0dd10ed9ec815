import pg from 'pg'
import { allTables } from '../src/app.ts'
import { statementFault } from './statement-guard.ts'

/** Every statement of every test passes here, so that none is written that one node alone can do. */
const query = pg.Client.prototype.query
pg.Client.prototype.query = function guarded(this: pg.Client, ...args: unknown[]) {
  const [statement] = args
  const text = typeof statement === 'string' ? statement : (statement as { text?: string })?.text
  const fault = text && faultIn(text)
  if (fault) throw new Error(`This statement would not run on many nodes. ${fault}:\n${text}`)
  return Reflect.apply(query, this, args)
} as typeof query

/** Of a file of migration each statement is looked at by itself, without what is said about it. */
function faultIn(text: string): string | undefined {
  if (text.includes('create schema')) return undefined
  const alone = text.replaceAll(/--.*$/gm, '').split(';')
  return alone.map((statement) => statementFault(statement, allTables)).find(Boolean)
}
