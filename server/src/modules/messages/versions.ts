import type { Db } from '../../kernel/database.ts'
import type { MessageLanguage } from './contract.ts'
import { type ParsedText, parseText } from './render.ts'
import { compiledVersion } from './templates.ts'

export type ParsedVersion = Partial<Record<MessageLanguage, ParsedText>>

const mostKept = 100

/** Versions never change, so what was parsed once serves every mail of this process. */
export class Versions {
  readonly #parsed = new Map<string, Promise<ParsedVersion>>()

  of(db: Db, templateId: string, version: number): Promise<ParsedVersion> {
    const place = `${templateId}.${version}`
    const known = this.#parsed.get(place)
    if (known) return known
    const parsed = readVersion(db, templateId, version)
    this.#parsed.set(place, parsed)
    parsed.catch(() => this.#parsed.delete(place)) // whoever asked gets the error
    if (this.#parsed.size > mostKept) {
      const [oldest] = this.#parsed.keys()
      if (oldest !== undefined) this.#parsed.delete(oldest)
    }
    return parsed
  }
}

async function readVersion(db: Db, templateId: string, version: number): Promise<ParsedVersion> {
  const contents = await compiledVersion(db, templateId, version)
  const parsed: ParsedVersion = {}
  for (const language of ['fr', 'en'] as const) {
    const text = contents[language]
    if (text) parsed[language] = parseText(text)
  }
  return parsed
}
