import { type Html, html } from '../page.ts'
import { exportTexts } from '../texts/catalogue.ts'
import type { Export } from './copy.ts'

const style = `
:root { color-scheme: light dark }
body { margin: 0 auto; max-width: 60rem; padding: 24px 20px 64px; color: #1f1c1a; background: #fff;
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; border-left: 2px solid #c8102e }
h1 { font-size: 28px; line-height: 1.2; margin: 8px 0 16px }
h2 { font-size: 18px; margin: 40px 0 8px }
nav ul { columns: 2; padding-left: 20px }
.row { border-top: 1px solid #e4dfda; padding: 10px 0; display: grid; gap: 2px 16px;
  grid-template-columns: minmax(8rem, 14rem) 1fr }
dt { color: #6b645f; font-size: 14px } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap }
.none { color: #6b645f }
@media (max-width: 560px) { nav ul { columns: 1 } .row { grid-template-columns: 1fr } dd { margin-bottom: 6px } }
@media (prefers-color-scheme: dark) { body { background: #191817; color: #f1eeeb } .row { border-color: #3a3633 }
  dt, .none { color: #a8a19b } }
`

/** The export for whoever reads it: all of it in one file, that needs nothing but a browser. */
export function readable(made: Export): string {
  const texts = exportTexts[made.language]
  const order = Object.keys(texts.tables)
  const filled = Object.entries(made.tables)
    .filter(([, rows]) => rows.length > 0)
    .sort(([one], [other]) => order.indexOf(one) - order.indexOf(other))
  const empty = Object.keys(made.tables).filter((table) => made.tables[table]?.length === 0)
  const { text } = html`<html lang="${made.language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.title} – ${made.brand}</title>${raw(`<style>${style}</style>`)}</head><body>
<p>${made.brand}</p><h1>${texts.title}</h1>
<p>${texts.intro}</p><p>${texts.madeAt} ${momentIn(made.language, made.madeAt)}</p>
<h2>${texts.recipients}</h2>
${made.recipients.length === 0 ? html`<p class="none">${texts.noRecipients}</p>` : html`<ul>${made.recipients.map((one) => html`<li>${one}</li>`)}</ul>`}
<nav><h2>${texts.contents}</h2><ul>${filled.map(([table, rows]) => html`<li><a href="#${table}">${nameOf(table, texts.tables)}</a> (${rows.length})</li>`)}</ul></nav>
${filled.map(
  ([table, rows]) => html`<section id="${table}"><h2>${nameOf(table, texts.tables)}</h2>
${rows.map((row) => shownRow(row, made.language))}</section>
`,
)}
<h2>${texts.nothing}</h2><ul>${empty.map((table) => html`<li class="none">${nameOf(table, texts.tables)}</li>`)}</ul>
</body></html>`
  return `<!doctype html>${text}`
}

const raw = (text: string) => html([text] as unknown as TemplateStringsArray)

const nameOf = (table: string, names: Readonly<Record<string, string>>) => names[table] ?? table

/** What only the machine needs stands in the JSON file. */
const machinery = new Set(['customer_id', 'final_id', 'position', 'trait_times', 'historical'])

function shownRow(row: Record<string, unknown>, language: 'fr' | 'en'): Html {
  const said = Object.entries(row).filter(
    ([name, value]) => !machinery.has(name) && value !== null && value !== '',
  )
  return html`<dl class="row">${said.map(([name, value]) => html`<dt>${name}</dt><dd>${shownValue(value, language)}</dd>`)}</dl>`
}

const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:\d{2})$/

function shownValue(value: unknown, language: 'fr' | 'en'): string {
  if (typeof value === 'object') return linesOf(value, '').join('\n')
  return typeof value === 'string' && isMoment.test(value)
    ? momentIn(language, value)
    : String(value)
}

/** An object as lines that anybody can read: `page.path: /rayon`. */
function linesOf(value: unknown, path: string): string[] {
  if (value === null || typeof value !== 'object')
    return [path ? `${path}: ${value}` : String(value)]
  return Object.entries(value).flatMap(([name, one]) =>
    linesOf(one, path ? `${path}.${name}` : name),
  )
}

const momentIn = (language: 'fr' | 'en', moment: string) =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    ...{ dateStyle: 'long', timeStyle: 'medium', timeZone: 'Europe/Paris' },
  }).format(new Date(moment))
