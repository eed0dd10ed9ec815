import type { Db } from '../../kernel/database.ts'
import type { Condition } from './condition-contract.ts'
import { type Compiled, compile } from './engine/compile.ts'
import { type Index, indexOf } from './index-of.ts'
import type { LiveAudience } from './live-audience.ts'
import { among, namedIn } from './nesting.ts'
import type { AudienceTable } from './tables.ts'

/** All audiences that change by events and by time, and what can touch them. */
export interface Definitions extends Index {
  readonly audiences: readonly LiveAudience[]
  /** Audiences whose condition cannot be compiled, with the reason. */
  readonly broken: readonly { readonly id: string; readonly reason: string }[]
}

/** Reads definitions when they changed, and keeps what was compiled. One for each weaver or loop. */
export class DefinitionReader {
  #known: { id: string; definitions: Definitions } | undefined
  #compiled = new Map<string, Compiled>()
  readonly #buildings = new Map<string, Building>()

  /** The definitions of this name, which the caller has from its turn. */
  async read(db: Db, id: string): Promise<Definitions> {
    if (this.#known?.id === id) {
      if (this.#buildings.size > 0) await this.#goOn(db)
      return this.#known.definitions
    }
    const rows = await db
      .selectFrom('audiences.audience')
      .select(['id', 'number', 'version', 'condition', 'state', 'built_to'])
      .orderBy('id')
      .execute()
    const definitions = this.#define(rows)
    this.#known = { id, definitions }
    return definitions
  }

  /** How far those that are being built have come: it changes with every portion, nothing else does. */
  async #goOn(db: Db): Promise<void> {
    const rows = await db
      .selectFrom('audiences.audience')
      .select(['id', 'built_to'])
      .where('id', 'in', [...this.#buildings.keys()])
      .execute()
    for (const { id, built_to } of rows) this.#buildings.get(id)?.comeTo(built_to)
  }

  #define(rows: readonly Row[]): Definitions {
    const audiences: LiveAudience[] = []
    const broken: { id: string; reason: string }[] = []
    const compiled = new Map<string, Compiled>()
    const known = new Map(rows.map((row) => [row.id, row]))
    const conditions = new Map(rows.map((row) => [row.id, row.condition]))
    this.#buildings.clear()
    for (const row of rows.filter(({ state }) => state !== 'off')) {
      try {
        const name = spell(row, known)
        const meaning = this.#compiled.get(name) ?? compile(row.condition, among(conditions))
        compiled.set(name, meaning)
        audiences.push(this.#audience(row, meaning))
      } catch (error) {
        broken.push({ id: row.id, reason: String(error) })
      }
    }
    this.#compiled = compiled
    return { audiences, ...indexOf(audiences), broken }
  }

  #audience(row: Row, compiled: Compiled): LiveAudience {
    const { id, number, version, state } = row
    if (state === 'live') return { id, number, version, compiled, upTo: undefined }
    const building = new Building(row, compiled)
    this.#buildings.set(id, building)
    return building
  }
}

/** No customer comes before this one: an audience whose building has not begun covers nobody. */
const beforeAll = ''

/** An audience that is being built: it covers more and more customers. */
class Building implements LiveAudience {
  readonly id: string
  readonly number: number
  readonly version: number
  readonly compiled: Compiled
  #upTo: string

  constructor({ id, number, version, built_to }: Row, compiled: Compiled) {
    this.id = id
    this.number = number
    this.version = version
    this.compiled = compiled
    this.#upTo = built_to ?? beforeAll
  }

  get upTo(): string {
    return this.#upTo
  }

  comeTo(customerId: string | null): void {
    this.#upTo = customerId ?? beforeAll
  }
}

type Row = Pick<AudienceTable, 'id' | 'number' | 'version' | 'state' | 'built_to'> & {
  condition: Condition
}

/** What was compiled: an audience in its version, and those that it names in theirs. */
function spell(row: Row, rows: ReadonlyMap<string, Row>): string {
  const names = namedIn(row.condition, (id) => rows.get(id)?.condition)
  return [row.id, ...names].map((id) => `${id} ${rows.get(id)?.version}`).join()
}
