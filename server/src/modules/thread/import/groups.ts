import { createHash } from 'node:crypto'
import type { ImportMapping } from './contract.ts'
import type { FaultReason } from './faults.ts'
import { type Line, readLines } from './lines.ts'
import { readRecords } from './records.ts'
import { columnsOf } from './shape.ts'

/** Lines of the file that are one event, in their order. */
export type Group = readonly Line[]

/** What a first reading of the file tells. */
export interface Survey {
  readonly header: readonly string[]
  /** Of the file's bytes: makes ids that are the same whenever it is read again. */
  readonly hash: string
  readonly lines: number
  /** Where each group ends; lines of a group need not follow one another. */
  readonly ends: ReadonlyMap<string, number>
}

type OnBytes = (bytes: Buffer) => void

/** Reads the file once to know it: so a group is complete exactly when its last line has been read. */
export async function survey(
  file: string,
  mapping: ImportMapping,
  onBytes: OnBytes,
): Promise<Survey> {
  const hash = createHash('sha256')
  const ends = new Map<string, number>()
  let header: readonly string[] | undefined
  let keyOf: KeyOf = () => undefined
  let lines = 0
  await readFile(file, mapping, {
    onBytes: (bytes) => {
      hash.update(bytes)
      onBytes(bytes)
    },
    onLine: (line) => {
      if (!header) {
        header = line.cells
        keyOf = keyReader(mapping.groupBy, header)
        return
      }
      lines++
      const key = faultOf(line, header) ? undefined : keyOf(line.cells)
      if (key) ends.set(key, line.line)
    },
  })
  return { header: header ?? [], hash: hash.digest('hex'), lines, ends }
}

interface Reading {
  readonly onBytes: OnBytes
  readonly onLine: (line: Line) => void | Promise<void>
}

/** The lines of a file, its columns first. Of NDJSON the columns are those that the mapping names. */
async function readFile(
  file: string,
  mapping: ImportMapping,
  { onBytes, onLine }: Reading,
): Promise<void> {
  if (mapping.format === 'csv') return readLines(file, { csv: mapping.csv, onBytes, onLine })
  const columns = mapping.format === 'events' ? [] : columnsOf(mapping)
  await onLine({ line: 0, cells: columns })
  return readRecords(file, { columns, onBytes, onLine })
}

interface Handlers {
  readonly onBytes: OnBytes
  /** A group that is complete; groups come in the order of their last lines. */
  readonly onGroup: (group: Group) => void | Promise<void>
  readonly onFault: (line: Line, reason: FaultReason, detail: string) => void
}

/** Reads the file again and hands its groups over. Only groups that have begun and not ended are held. */
export async function readGroups(
  file: string,
  mapping: ImportMapping,
  { header, ends }: Survey,
  { onBytes, onGroup, onFault }: Handlers,
): Promise<void> {
  const open = new Map<string, Line[]>()
  const keyOf = keyReader(mapping.groupBy, header)
  const single = mapping.groupBy.length === 0
  let first = true
  await readFile(file, mapping, {
    onBytes,
    onLine: (line) => {
      if (first) {
        first = false
        return undefined
      }
      const fault = faultOf(line, header)
      if (fault) return onFault(line, fault.reason, fault.detail)
      if (single) return onGroup([line])
      const key = keyOf(line.cells)
      if (!key) return onFault(line, 'group/key-missing', mapping.groupBy.join(', '))
      const group = open.get(key) ?? []
      group.push(line)
      if (ends.get(key) !== line.line) {
        open.set(key, group)
        return undefined
      }
      open.delete(key)
      return onGroup(group)
    },
  })
}

function faultOf(
  { cells, fault }: Line,
  header: readonly string[],
): { reason: FaultReason; detail: string } | undefined {
  if (fault) return { reason: 'line/unreadable', detail: fault }
  if (cells.length === header.length) return undefined
  return { reason: 'line/cells', detail: `${cells.length}, ${header.length}` }
}

type KeyOf = (cells: readonly string[]) => string | undefined

/** A line that leaves out a part of its key belongs to no group. */
function keyReader(columns: readonly string[], header: readonly string[]): KeyOf {
  const places = columns.map((column) => header.indexOf(column))
  return (cells) => {
    const parts = places.map((place) => (cells[place] ?? '').trim())
    return parts.length > 0 && parts.every((part) => part !== '') ? parts.join('\u001f') : undefined
  }
}
