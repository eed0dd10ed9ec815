import { createHash } from 'node:crypto'
import type { ConsentLanguage } from './contract.ts'

const style = `
:root { color-scheme: light dark; --ink: #1f1c1a; --soft: #6b645f; --line: #e4dfda; --paper: #fff;
  --ground: #f7f5f2; --thread: #c8102e }
@media (prefers-color-scheme: dark) { :root { --ink: #f1eeeb; --soft: #a8a19b; --line: #3a3633;
  --paper: #232120; --ground: #191817; --thread: #ff5a6e } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif }
main { max-width: 36rem; margin: 0 auto; padding: 24px 20px 48px; border-left: 2px solid var(--thread);
  background: var(--paper); min-height: 100vh }
header { display: flex; justify-content: space-between; gap: 16px; color: var(--soft); font-size: 14px }
h1 { font-size: 28px; line-height: 1.2; margin: 24px 0 8px }
h2 { font-size: 16px; margin: 32px 0 4px }
p { margin: 0 0 16px }
a { color: inherit; text-underline-offset: 3px }
fieldset { border: 0; margin: 0; padding: 0 }
label { display: grid; grid-template-columns: 24px 1fr; gap: 4px 12px; padding: 14px 0;
  border-top: 1px solid var(--line); cursor: pointer }
input[type=checkbox] { width: 22px; height: 22px; margin: 1px 0 0; accent-color: var(--thread) }
label small { grid-column: 2; color: var(--soft); font-size: 14px }
.actions { display: grid; gap: 12px; margin-top: 32px }
@media (min-width: 480px) { .actions { grid-template-columns: 1fr 1fr } }
button { font: inherit; font-weight: 600; padding: 12px 16px; min-height: 48px; border-radius: 8px;
  border: 1px solid var(--ink); background: var(--paper); color: var(--ink); cursor: pointer }
blockquote { margin: 0 0 16px; padding: 12px 16px; border-left: 3px solid var(--line); color: var(--soft) }
:focus-visible { outline: 3px solid var(--thread); outline-offset: 2px }
.said { border: 1px solid var(--line); border-left: 4px solid #2e7d4f; border-radius: 8px; padding: 12px 16px }
`

/** HTML that is safe to send: only `html` makes it, escaping every value that is put in. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

type Part = string | number | Html | readonly Html[] | false | null

function written(part: Part): string {
  if (part instanceof Html) return part.text
  if (Array.isArray(part)) return part.map((one) => one.text).join('')
  if (part === false || part === null) return ''
  return String(part).replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
}

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: strings }, ...parts.map(written)))
}

export interface Page {
  readonly language: ConsentLanguage
  readonly title: string
  readonly brandName: string
  /** Where the same page is in the other language. */
  readonly otherLanguage?: { readonly href: string; readonly label: string }
  readonly body: Html
}

/**
 * Pages of ours that a customer sees, whole, with rules of style of their own beside those of all. A page's
 * address is a key: it is told to nobody, kept nowhere, and shown in no one's frame.
 */
export function pageKit({ moreStyle = '', images = false } = {}) {
  const rules = style + moreStyle
  const hash = createHash('sha256').update(rules).digest('base64')
  const pictures = images ? " img-src 'self' https: data:;" : ''
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}';${pictures} form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  }
  return { headers, text: (page: Page) => textOf(page, rules) }
}

const plain = pageKit()
export const pageHeaders = plain.headers
export const pageText = plain.text

function textOf({ language, title, brandName, otherLanguage, body }: Page, rules: string): string {
  const other: ConsentLanguage = language === 'fr' ? 'en' : 'fr'
  const link =
    otherLanguage &&
    html`<a href="${otherLanguage.href}" hreflang="${other}" lang="${other}">${otherLanguage.label}</a>`
  const { text } = html`<html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} – ${brandName}</title>
<style>${new Html(rules)}</style></head>
<body><main><header><span>${brandName}</span>${link ?? null}</header><h1>${title}</h1>${body}</main></body></html>`
  return `<!doctype html>${text}`
}
