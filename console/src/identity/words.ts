import type { NameOf } from '../team/auditWords.ts'
import type { Translator } from '../texts/translator.ts'

/** `email` → « E-mail »; a kind of the brand's own stays as it is. */
export function kindName(t: Translator, kind: string): string {
  const key = `customers.identifier.${kind}`
  if (t.has(key)) return t(key)
  const own = `identity.kind.${kind}`
  return t.has(own) ? t(own) : kind
}

/** An identifier is told as `kind value`. */
export function identifierIn(text: string): { kind: string; value: string } {
  const at = text.indexOf(' ')
  return { kind: text.slice(0, at), value: text.slice(at + 1) }
}

/** Why something was left aside or would be: `identifier_limit:email` … */
export function whyText(t: Translator, code: string): string {
  const [why = code, kind = ''] = code.split(':')
  const key = `identity.why.${why}`
  return t.has(key) ? t(key, { kind: kindName(t, kind) }) : code
}

/** Who joined or parted: the rules, or somebody of the team. */
export function byText(t: Translator, nameOf: NameOf, by: string): string {
  if (by === 'rule') return t('identity.by.rule')
  if (by.startsWith('command-line')) return t('identity.by.shell')
  return nameOf(by) ?? t('identity.by.gone')
}

/** A person's own words, or which rule a repair followed. */
export function reasonText(t: Translator, reason: string): string {
  const [, code] = /^rules: (.+)$/.exec(reason) ?? []
  return code ? t('identity.by.repair', { why: whyText(t, code) }) : reason
}
