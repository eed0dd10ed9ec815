import { cellReader, type Sheet } from './cells.ts'
import { momentOf } from './clock-text.ts'
import type { ConsentColumns, ImportMapping } from './contract.ts'
import { Fault } from './faults.ts'

type Row = readonly string[]

/** A decision as the consent module reads it from the thread, with what proves it. */
export interface SaidConsent {
  readonly event: 'Consent Given' | 'Consent Withdrawn'
  readonly timestamp: string
  readonly properties: Record<string, unknown>
}

export type ReadConsents = (row: Row) => readonly SaidConsent[]

/**
 * Reads decisions out of a line. A yes without the words, the day and the place of its collection
 * proves nothing, so it is no consent and its line is refused.
 */
export function consentReader(consents: ImportMapping['consents'], sheet: Sheet): ReadConsents {
  const readers = consents.map((one) => oneReader(one, sheet))
  return (row) => readers.flatMap((read) => read(row) ?? [])
}

function oneReader(columns: ConsentColumns, sheet: Sheet): (row: Row) => SaidConsent | undefined {
  const { purpose, channel, decision, date } = columns
  const decisionAt = sheet.place(decision.column)
  const dateAt = sheet.place(date.column)
  const given = new Set(decision.given.map(folded))
  const withdrawn = new Set(decision.withdrawn.map(folded))
  const proofs = {
    wording: cellReader(columns.wording, sheet),
    form: cellReader(columns.source, sheet),
  }
  const more = {
    language: columns.language && cellReader(columns.language, sheet),
    proof: columns.proof && cellReader(columns.proof, sheet),
  }
  const decided = (row: Row): boolean | undefined => {
    const said = (row[decisionAt] ?? '').trim()
    if (said === '') return undefined
    if (given.has(folded(said))) return true
    if (withdrawn.has(folded(said))) return false
    throw new Fault('consent/decision-unreadable', `${decision.column}: ${said}`)
  }
  return (row) => {
    const isYes = decided(row)
    if (isYes === undefined) return undefined
    const timestamp = dayOf((row[dateAt] ?? '').trim(), date)
    const properties: Record<string, unknown> = { purpose, channel }
    for (const [name, read] of Object.entries({ ...proofs, ...more })) {
      const value = read?.(row, 1)
      if (value !== undefined) properties[name] = String(value)
    }
    const lacking = Object.keys(proofs).find((name) => !(name in properties))
    if (isYes && lacking) throw new Fault('consent/proof-missing', lacking)
    return { event: isYes ? 'Consent Given' : 'Consent Withdrawn', timestamp, properties }
  }
}

function dayOf(text: string, date: ConsentColumns['date']): string {
  if (text === '') throw new Fault('consent/proof-missing', date.column)
  const at = momentOf(text, date)
  if (at === undefined) throw new Fault('timestamp/unreadable', `${date.column}: ${text}`)
  return new Date(at).toISOString()
}

const folded = (text: string) => text.trim().toLowerCase()
