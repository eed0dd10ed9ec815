import { engines, type Parsed } from './engine.ts'
import { tidyText } from './plain-text.ts'
import { rewriteLinks, rewriteTextLinks, type Track } from './rewrite-links.ts'
import type { Scope } from './scope.ts'
import type { CompiledText } from './tables.ts'

/** A compiled text whose Liquid is read once for all the mails of its version. */
export interface ParsedText {
  readonly subject: Parsed
  readonly html: Parsed
  readonly text: Parsed
}

export const parseText = ({ subject, html, text }: CompiledText): ParsedText => ({
  subject: engines.text.parse(subject),
  html: engines.html.parse(html),
  text: engines.text.parse(text),
})

export interface RenderedMail {
  readonly subject: string
  readonly html: string
  readonly text: string
}

export type Rendering =
  | { readonly mail: RenderedMail }
  /** Not to be sent: these variables are not there, or the template itself fails. */
  | { readonly missing: readonly string[]; readonly failures: readonly string[] }

/**
 * A mail to one person, or the reasons why it would be broken. Pure: the same template, scope and
 * links give the same mail.
 */
export function renderMail(
  parsed: ParsedText,
  scope: Scope,
  { track, pixel }: { track: Track; pixel: string },
): Rendering {
  const faults = new Faults()
  const { subject, html, text } = withoutStacks(() => ({
    subject: faults.try(() => engines.text.renderSync(parsed.subject, scope)),
    html: faults.try(() => engines.html.renderSync(parsed.html, scope)),
    text: faults.try(() => engines.text.renderSync(parsed.text, scope)),
  }))
  if (faults.any) return { missing: [...faults.missing], failures: [...faults.failures] }
  return { mail: assembled({ subject, html, text }, track, pixel) }
}

/**
 * Liquid throws, and catches, an error for each variable that a template provides for; the stacks of
 * those, which nobody reads, would be half the cost of a mail's rendering.
 */
function withoutStacks<Result>(render: () => Result): Result {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return render()
  } finally {
    Error.stackTraceLimit = limit
  }
}

/** For the eyes of the team only: what is missing is left empty, so that the rest can be seen. */
export function renderLeniently(parsed: ParsedText, scope: Scope): RenderedMail {
  const lenient = (kind: 'html' | 'text', part: Parsed) => {
    try {
      return engines[kind].renderSync(part, scope, { strictVariables: false })
    } catch {
      return '' // what fails is told by renderMail, beside this
    }
  }
  const parts = {
    subject: lenient('text', parsed.subject),
    html: lenient('html', parsed.html),
    text: lenient('text', parsed.text),
  }
  return assembled(parts, () => undefined, '')
}

function assembled({ subject, html, text }: RenderedMail, track: Track, pixel: string) {
  const linked = rewriteLinks(html, track)
  return {
    subject: subject.replace(/\s+/g, ' ').trim(),
    html: pixel === '' ? linked : linked.replace(/<\/body>/i, `${pixel}</body>`),
    text: rewriteTextLinks(tidyText(text), track),
  }
}

class Faults {
  readonly missing = new Set<string>()
  readonly failures = new Set<string>()

  get any() {
    return this.missing.size + this.failures.size > 0
  }

  try(render: () => string): string {
    try {
      return render()
    } catch (error) {
      for (const one of allIn(error)) this.#note(one)
      return ''
    }
  }

  #note(error: unknown) {
    const name = variableIn(error)
    if (name !== undefined) this.missing.add(name)
    else this.failures.add(error instanceof Error ? error.message.slice(0, 300) : String(error))
  }
}

const allIn = (error: unknown): readonly unknown[] =>
  error instanceof Error && 'errors' in error && Array.isArray(error.errors)
    ? error.errors
    : [error]

/** Liquid wraps the error that names the variable, once for each level. */
function variableIn(error: unknown): string | undefined {
  for (let one = error; one instanceof Error; ) {
    const name = /^undefined variable: ([^,\n]+)/.exec(one.message)?.[1]
    if (name !== undefined) return name
    one = 'originalError' in one ? (one.originalError as Error) : undefined
  }
  return undefined
}
