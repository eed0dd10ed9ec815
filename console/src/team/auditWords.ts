import type { AuditLine } from '../../../server/src/modules/team/contract.ts'
import type { Formats } from '../texts/formats.ts'
import { durationText } from '../texts/phrases.ts'
import type { Translator, Values } from '../texts/translator.ts'

/** What things that the audit names by their ids are called, as `journey:ID`. */
export type NameOf = (object: string) => string | undefined

export interface AuditWords {
  t: Translator
  formats: Formats
  nameOf: NameOf
}

/** Who did it, as the subject of the sentence. */
export function whoText({ t }: Pick<AuditWords, 't'>, { actor }: Pick<AuditLine, 'actor'>): string {
  if (actor.kind === 'command-line') return t('team.who.shell')
  if (!actor.name) return t('team.who.gone')
  return actor.kind === 'key' ? t('team.who.key', { name: actor.name }) : actor.name
}

/** The text of a line and the values it asks for. What has no sentence yet is told by its code. */
export function sentenceOf(words: AuditWords, line: AuditLine) {
  const key = `team.did.${line.action}`
  return {
    key: words.t.has(key) ? key : ('team.did.other' as const),
    values: {
      who: whoText(words, line),
      action: line.action,
      object: objectName(words, line.object) ?? 'none',
      ...detailValues(words, line.details),
    },
  }
}

/** The same without marks, for an exported file. */
export function plainSentence(words: AuditWords, line: AuditLine): string {
  const { key, values } = sentenceOf(words, line)
  return words.t.rich(key, { ...values, b: (parts) => parts.join('') }) as string
}

function objectName({ nameOf }: AuditWords, object: string): string | undefined {
  // A file is named as it is: it has no id.
  return object.startsWith('file:') ? object.slice('file:'.length) : nameOf(object)
}

/** Codes among the details, in words; whatever a sentence may name is there, if only as a dash. */
function detailValues({ t, formats }: AuditWords, details: AuditLine['details']): Values {
  const text = (name: string) => {
    const value = details[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
  const named = (prefix: string, name: string) => {
    const key = `${prefix}.${text(name)}`
    return t.has(key) ? t(key) : (text(name) ?? '–')
  }
  const language = text('language')
  return {
    role: named('team.role', 'role'),
    purpose: named('customers.purpose', 'purpose'),
    channel: named('channels', 'channel'),
    language: language ? formats.language(language) : '–',
    decision: text('decision') ?? '–',
    version: text('version') ?? '–',
    messages: Number(details.messages ?? 0),
    days: Number(details.days ?? 0),
    out: String(details.out),
    by: text('by') ?? 'password',
    strict: String(details.strict),
    rights: Array.isArray(details.rights) ? details.rights.length : 0,
    duration: durationText(t, Math.round(Number(details.milliseconds ?? 0) / 1_000)),
  }
}
