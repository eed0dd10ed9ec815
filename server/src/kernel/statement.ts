import type { Compilable, CompiledQuery, RawBuilder } from 'kysely'
import type { Db } from './database.ts'

/** Stands for a value while a statement is built. */
class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/**
 * A statement that is built once and asked again and again: to build it costs the server about as much as to ask it.
 * What `build` is given are no values yet, but places for them: it may hand them on to the query builder, and not look at them.
 */
export function statement<Values extends object, Row>(
  build: (db: Db, values: Values) => Compilable<Row> | RawBuilder<Row>,
): (db: Db, values: Values) => Promise<Row[]> {
  let built: CompiledQuery<Row> | undefined
  return async (db, values) => {
    built ??= compiled(db, build(db, slots as Values))
    const given = values as Readonly<Record<string, unknown>>
    const parameters = built.parameters.map((one) => (one instanceof Slot ? given[one.name] : one))
    return (await db.executeQuery<Row>({ ...built, parameters })).rows
  }
}

const compiled = <Row>(db: Db, one: Compilable<Row> | RawBuilder<Row>): CompiledQuery<Row> =>
  'isRawBuilder' in one ? one.compile(db) : one.compile()

const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) })
