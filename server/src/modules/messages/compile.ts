import type { MessageLanguage, MessagePurpose, TemplateContents, TemplateText } from './contract.ts'
import { engines } from './engine.ts'
import { plainText } from './plain-text.ts'
import { TemplateInvalid } from './refusals.ts'
import type { CompiledContents, CompiledText } from './tables.ts'

/** The result of a template's MJML, made once per version; refuses what could not be sent whole. */
export async function compileContents(
  contents: TemplateContents,
  purpose: MessagePurpose,
): Promise<CompiledContents> {
  const compiled: Partial<Record<MessageLanguage, CompiledText>> = {}
  for (const language of ['fr', 'en'] as const) {
    const text = contents[language]
    if (text) compiled[language] = await compileText(text, language, purpose)
  }
  if (Object.keys(compiled).length === 0) {
    throw new TemplateInvalid({ language: null, part: 'contents', faults: ['no language'] })
  }
  return compiled
}

async function compileText(
  text: TemplateText,
  language: MessageLanguage,
  purpose: MessagePurpose,
): Promise<CompiledText> {
  const invalid = (part: string, ...faults: string[]) =>
    new TemplateInvalid({ language, part, faults })
  const html = withPreheader(tidy(await bodyOf(text.mjml, invalid), language), text.preheader)
  const compiled = { ...text, html, text: plainText(html) }
  if (purpose === 'marketing' && !/\{\{-?\s*(unsubscribe|preferences)_url\b/.test(html)) {
    throw invalid('mjml', 'unsubscribe_url')
  }
  for (const part of ['subject', 'preheader', 'html', 'text'] as const) {
    try {
      engines[part === 'html' ? 'html' : 'text'].parse(compiled[part])
    } catch (error) {
      throw invalid(part === 'html' ? 'mjml' : part, messageOf(error))
    }
  }
  return compiled
}

type Invalid = (part: string, ...faults: string[]) => Error

async function bodyOf(mjml: string, invalid: Invalid): Promise<string> {
  // Loading it takes seconds: only who publishes a template pays for it.
  const { default: mjml2html } = await import('mjml')
  try {
    // No fonts from elsewhere: who serves them would learn who opened the mail.
    const options = { validationLevel: 'strict', ignoreIncludes: true, fonts: {} } as const
    return (await mjml2html(mjml, options)).html
  } catch (error) {
    throw invalid('mjml', ...faultsIn(error))
  }
}

function faultsIn(error: unknown): string[] {
  if (error instanceof Error && 'errors' in error && Array.isArray(error.errors)) {
    return error.errors.map(({ line, message }) => `${line}: ${message}`)
  }
  return [messageOf(error)]
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** MJML indents deeply, a third of a mail would be blanks; and it names no language by itself. */
const tidy = (html: string, language: MessageLanguage) =>
  html.replace(/\n\s+/g, '\n').replaceAll('lang="und"', `lang="${language}"`).trim()

/** The line that a mail program shows beside the subject, and nowhere else. */
function withPreheader(html: string, preheader: string): string {
  if (preheader === '') return html
  const hidden = `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escaped(preheader)}</div>`
  return html.replace(/<body[^>]*>/, (body) => `${body}${hidden}`)
}

/** Escapes what stands between Liquid's tags. */
const escaped = (text: string) =>
  text
    .split(/(\{\{.*?\}\}|\{%.*?%\})/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[&<>]/g, escapeSign)))
    .join('')

const escapeSign = (sign: string) => ({ '&': '&amp;', '<': '&lt;' })[sign] ?? '&gt;'
