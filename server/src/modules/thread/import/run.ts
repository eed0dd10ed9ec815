import type { InWork, Work } from '../../../kernel/work.ts'
import type { Gate } from '../door/gate.ts'
import { keptRaw, largestImported, type Rejected, readParcel } from '../parcel.ts'
import { quarantine } from '../quarantine.ts'
import type { Arrival } from '../read-event.ts'
import { asItIs } from './as-it-is.ts'
import { append, type Running } from './book.ts'
import type { ImportMapping, LineFault } from './contract.ts'
import { ErrorsFile } from './errors-file.ts'
import { Fault, type FaultReason } from './faults.ts'
import { type Group, readGroups, type Survey } from './groups.ts'
import type { Line } from './lines.ts'
import type { Pace } from './pace.ts'
import { type Message, type Shape, shaper } from './shape.ts'

export interface ImportRequest {
  readonly file: string
  /** As it is entered in the book; its own, if absent. */
  readonly fileName?: string
  readonly mapping: ImportMapping
  /** Name of the source; it is made if there is none. */
  readonly source: string
  /** Why what the file holds may be kept; stands on each of its events. */
  readonly basis: string
  /** Reads and checks everything, and writes nothing but the file of errors. */
  readonly dryRun?: boolean
  readonly resume?: boolean
  /** Where lines go that cannot be taken; beside the file, if absent. */
  readonly errorsFile?: string
}

/** What became of the lines so far. */
export interface Counts {
  lines: number
  events: number
  /** By the name of the event, or its type where it has none. */
  readonly byName: Record<string, number>
  /** Events that an earlier run had made durable. */
  resumed: number
  refused: number
  skipped: number
  /** The first events, as they would be sent. */
  readonly sample: Message[]
  /** The first lines that could not be taken. */
  readonly faults: LineFault[]
}

export const noCounts = (): Counts => ({
  ...{ lines: 0, events: 0, byName: {}, resumed: 0, refused: 0, skipped: 0 },
  ...{ sample: [], faults: [] },
})

const eventsInPortion = 1000
const linesInPortion = 20_000
const mostSample = 5
const mostFaults = 20

interface Setting {
  readonly inWork: InWork
  readonly gate: Pick<Gate, 'inspector'>
  readonly request: ImportRequest
  readonly known: Survey
  /** Absent in a dry run. */
  readonly running: Running | undefined
  readonly counts: Counts
  readonly pace: Pace
}

interface Gathered {
  readonly group: Group
  readonly messages: readonly Message[]
}

interface Refused {
  readonly group: Group
  readonly reason: FaultReason
  readonly detail: string
  /** Whether its lines stand in the file of errors. */
  readonly inFile: boolean
}

/** One reading of a file from beginning to end, in portions that are made durable one by one. */
export class Run {
  readonly #set: Setting
  readonly #shape: Shape
  readonly #errors: ErrorsFile
  #gathered: Gathered[] = []
  #gatheredLines = 0
  #line = 0

  constructor(setting: Setting) {
    const { request, known } = setting
    this.#set = setting
    this.#shape = shaper(request.mapping, {
      place: (column) => known.header.indexOf(column),
      decimal: request.mapping.csv.decimal,
    })
    const path = request.errorsFile ?? `${request.file}.errors.csv`
    this.#errors = new ErrorsFile(path, known.header)
  }

  /** Says where the lines are that could not be taken, or null when there are none. */
  async read(onBytes: (bytes: Buffer) => void): Promise<string | null> {
    const { request, known, counts } = this.#set
    try {
      await readGroups(request.file, request.mapping, known, {
        onBytes,
        onGroup: (group) => this.#take(group),
        onFault: (line, reason, detail) => {
          counts.lines++
          this.#refuse([line], reason, detail)
        },
      })
      await this.#flush()
    } finally {
      await this.#errors.close()
    }
    return this.#errors.lines > 0 ? this.#errors.path : null
  }

  #take(group: Group): void | Promise<void> {
    const { counts, running } = this.#set
    counts.lines += group.length
    const [first, last] = [group[0]?.line ?? 0, group.at(-1)?.line ?? 0]
    const messages = this.#messages(group, first)
    // Lines behind which an earlier run stopped are read again for their faults, not for their events.
    const durable = running !== undefined && last <= running.line
    if (durable && messages) counts.resumed += messages.length
    if (durable) return undefined
    this.#line = last
    if (messages) this.#gathered.push({ group, messages })
    this.#gatheredLines += group.length
    const full = this.#gathered.length >= eventsInPortion || this.#gatheredLines >= linesInPortion
    return full ? this.#flush() : undefined
  }

  #messages(group: Group, first: number): readonly Message[] | undefined {
    const { counts, known, request } = this.#set
    const shaping = {
      messageId: `import:${known.hash.slice(0, 40)}:${first}`,
      context: { channel: request.mapping.channel, retentionBasis: request.basis },
    }
    try {
      const messages =
        request.mapping.format === 'events'
          ? [asItIs(group[0]?.raw ?? '', shaping)]
          : this.#shape(
              group.map(({ cells }) => cells),
              shaping,
            )
      if (messages !== 'skipped') return messages
      counts.skipped += group.length
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      this.#refuse(group, error.reason, error.detail)
    }
    return undefined
  }

  #refuse(lines: readonly Line[], reason: FaultReason, detail: string, inFile = true): void {
    this.#set.counts.refused += lines.length
    for (const line of lines) {
      if (inFile) this.#errors.add(line, reason, detail)
      if (this.#set.counts.faults.length < mostFaults) {
        this.#set.counts.faults.push({ line: line.line, reason, detail })
      }
    }
  }

  async #flush(): Promise<void> {
    const { running, pace, inWork, gate, counts } = this.#set
    const gathered = this.#gathered
    this.#gathered = []
    this.#gatheredLines = 0
    if (running) await pace.wait()
    const inspect = await gate.inspector(running?.sourceId)
    const read = await inWork((work) => this.#enter(work, gathered, inspect))
    for (const { group, reason, detail, inFile } of read.refused) {
      this.#refuse(group, reason, detail, inFile)
    }
    counts.events += read.taken.length
    counts.sample.push(...read.taken.slice(0, mostSample - counts.sample.length))
    for (const { type, event = type } of read.taken) {
      counts.byName[event] = (counts.byName[event] ?? 0) + 1
    }
  }

  /** By the same reading as the doors that client libraries use. */
  async #enter(work: Work, gathered: readonly Gathered[], inspect: Arrival['inspect']) {
    const { running, counts } = this.#set
    const arrival = {
      sourceId: running?.sourceId ?? '',
      kind: 'import' as const,
      receivedAt: work.now.getTime(),
      historical: true as const,
      ...(inspect && { inspect }),
      newId: work.newId,
    }
    const events: string[] = []
    const taken: Message[] = []
    const waiting: Rejected[] = []
    const refused: Refused[] = []
    for (const { group, messages } of gathered) {
      const parcel = readParcel(messages, undefined, arrival, largestImported)
      const kept = running ? parcel.rejected.filter(waitsForPlan) : []
      const [fault] = parcel.rejected.filter((one) => !kept.includes(one))
      const [first = fault] = kept
      if (first) {
        const { reason, detail } = fault ?? first
        const inFile = fault !== undefined && reason !== 'barred'
        refused.push({ group, reason: `event/${reason}`, detail, inFile })
      }
      if (fault) continue
      const left = new Set(kept.map(({ raw }) => JSON.parse(raw).messageId))
      waiting.push(...kept)
      taken.push(...messages.filter(({ messageId }) => !left.has(messageId)))
      events.push(...parcel.events)
    }
    const lines = refused.reduce((sum, { group }) => sum + group.length, counts.refused)
    if (running && this.#line > 0) {
      const { skipped } = counts
      await append(work, running, { events, line: this.#line, refused: lines, skipped })
      await quarantine(work, { sourceId: running.sourceId, rejected: waiting })
    }
    return { taken, refused }
  }
}

/** What is otherwise than planned waits in the quarantine, as that of other sources does, if there is room for it. */
const waitsForPlan = ({ reason, raw }: Rejected) =>
  reason === 'plan-violated' && raw.length < keptRaw
