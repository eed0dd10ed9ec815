import type { Translator } from '../texts/translator.ts'

/** Readers of the thread are named in code; those that people know have a name of their own. */
export function readerName(t: Translator, name: string): string {
  const key = `sources.reader.${name}`
  return t.has(key) ? t(key) : name
}
