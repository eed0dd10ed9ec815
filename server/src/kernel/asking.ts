import pg from 'pg'

/** A statement with its values, and who waits for its answer. */
export interface Question {
  readonly text: string
  readonly values: readonly unknown[]
  /** Under which its connection keeps it prepared; none where it is planned each time. */
  readonly name: string | undefined
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

interface Answer {
  readonly command: string
  readonly rowCount: number | null
  readonly rows: Row[]
}

type Row = Record<string, unknown>

/** Of what the rows of a statement are made; PostgreSQL lets it never change once it is prepared. */
interface Columns {
  /** A row with nothing in it yet: made from it, all have one shape, which V8 reads and fills faster. */
  readonly empty: Row
  readonly names: readonly string[]
  readonly reads: readonly ((text: string) => unknown)[]
}

const noColumns: Columns = { empty: {}, names: [], reads: [] }

/** How the statements that a connection has prepared answer, by their names. */
export type Known = Map<string, Columns>

/** What pg sends over a connection, and knows of it; it has it without a type. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  readonly parsedStatements: Record<string, string>
  readonly submittedNamedStatements: Record<string, string>
  parse(statement: { name: string | undefined; text: string }): void
  bind(call: {
    statement: string | undefined
    values: readonly unknown[]
    valueMapper: (value: unknown) => unknown
  }): void
  describe(what: { type: 'P' }): void
  execute(): void
  sync(): void
}

interface Field {
  readonly name: string
  readonly dataTypeID: number
}

const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } })
  .utils

/**
 * What is asked of a connection in one go, as one question of pg's: it leaves in one packet with one mark at its
 * end, so that the answers come in one as well. What its connection has prepared is not described again.
 * Where one fails, PostgreSQL does none of those behind it, and what those before it did is undone.
 */
export class Asking extends pg.Query {
  /** Of the statement that is answered next: pg notes under it what is prepared. */
  declare name: string | undefined
  declare text: string
  readonly #questions: readonly Question[]
  readonly #known: Known
  readonly #answers: Answer[] = []
  #columns: Columns | undefined
  #rows: Row[] = []
  #fault: unknown
  #ended = false

  constructor(questions: readonly Question[], known: Known) {
    super('')
    this.#questions = questions
    this.#known = known
    // Not a method of its own: that is how pg's types have it.
    this.submit = (connection) => this.#send(connection as unknown as Wire)
    this.#next()
  }

  #send(wire: Wire): void {
    wire.stream.cork()
    try {
      for (const question of this.#questions) write(wire, question, this.#known)
    } catch (error) {
      // A value that cannot be sent: nobody is told that anything of it was done.
      this.handleError(error, wire)
    }
    wire.sync()
    wire.stream.uncork()
  }

  #next(): void {
    const question = this.#questions[this.#answers.length]
    this.name = question?.name
    this.text = question?.text ?? ''
    this.#columns = question?.name === undefined ? undefined : this.#known.get(question.name)
    this.#rows = []
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    const names = fields.map(({ name }) => name)
    this.#columns = {
      empty: Object.fromEntries(names.map((name) => [name, null])),
      names,
      reads: fields.map(({ dataTypeID }) => pg.types.getTypeParser(dataTypeID, 'text')),
    }
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    if (this.#ended || this.#fault) return
    const { empty, names, reads } = this.#columns ?? noColumns
    const row = { ...empty }
    try {
      for (let at = 0; at < names.length; at++) {
        const text = fields[at]
        if (typeof text === 'string') row[names[at] as string] = reads[at]?.(text)
      }
      this.#rows.push(row)
    } catch (error) {
      this.#fault = error
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    if (this.#ended) return
    if (this.name !== undefined) this.#known.set(this.name, this.#columns ?? noColumns)
    const [command = '', ...counts] = text.split(' ')
    const count = counts.at(-1)
    this.#answers.push({
      ...{ command, rows: this.#rows },
      rowCount: count === undefined ? null : Number(count),
    })
    this.#next()
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' })
  }

  /** Only by now it is certain that nothing of it failed. */
  handleReadyForQuery(): void {
    if (this.#fault) this.#reject(this.#fault)
    if (this.#ended) return
    this.#ended = true
    for (const [at, { resolve }] of this.#questions.entries()) resolve(this.#answers[at] as Answer)
  }

  handleError(error: unknown, { submittedNamedStatements: submitted }: Wire): void {
    // What came behind it was passed over, and is not prepared either.
    for (const { name } of this.#questions.slice(this.#answers.length)) {
      if (name !== undefined) delete submitted[name]
    }
    this.#reject(error)
  }

  #reject(error: unknown): void {
    if (this.#ended) return
    this.#ended = true
    const failed = Math.min(this.#answers.length, this.#questions.length - 1)
    for (const [at, { reject }] of this.#questions.entries()) {
      reject(at === failed || !ofStatement(error) ? error : aborted())
    }
  }
}

/** Whether it is one statement that failed, and not the connection that is lost. */
const ofStatement = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.severity === 'ERROR'

/** What whoever asked together with what failed is told, as PostgreSQL says it. */
const aborted = () =>
  Object.assign(new Error('what was asked together with it has failed'), { code: '25P02' })

function write(wire: Wire, { name, text, values }: Question, known: Known): void {
  const { parsedStatements: parsed, submittedNamedStatements: submitted } = wire
  const isThere = name !== undefined && (parsed[name] ?? submitted[name]) !== undefined
  if (!isThere) {
    wire.parse({ name, text })
    if (name !== undefined) submitted[name] = text
  }
  wire.bind({ statement: name, values, valueMapper: prepareValue })
  if (name === undefined || !known.has(name)) wire.describe({ type: 'P' })
  wire.execute()
}
