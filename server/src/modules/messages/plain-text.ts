const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  rsquo: '’',
  lsquo: '‘',
  laquo: '«',
  raquo: '»',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  euro: '€',
}

/** Stand for the angle brackets of an address until the tags are gone. */
const before = '\u0001'
const after = '\u0002'

/**
 * The plain text of a compiled HTML, made once with its Liquid tags kept: so a mail costs no second
 * reading of its HTML, and says the same in both.
 */
export function plainText(html: string): string {
  return decoded(
    html
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/<(head|style|script|title)\b[\s\S]*?<\/\1>/gi, '')
      .replace(/<div style="display:none[^>]*>[\s\S]*?<\/div>/gi, '')
      .replace(/\n/g, ' ')
      .replace(/<img\b[^>]*?\balt="([^"]*)"[^>]*>/gi, '$1')
      .replace(/<a\b[^>]*?\bhref="([^"]*)"[^>]*>([\s\S]*?)<\/a>/gi, linkText)
      .replace(/<li\b[^>]*>/gi, '\n- ')
      .replace(/<(?:br|hr)\b[^>]*>/gi, '\n')
      .replace(/<\/(?:p|div|tr|h[1-6]|table|ul|ol)>/gi, '\n')
      .replace(/<\/t[dh]>/gi, ' ')
      .replace(/<[^>]+>/g, '')
      .replaceAll(before, '<')
      .replaceAll(after, '>'),
  ).trim()
}

/** A link is its words and, in angle brackets, its address: what the rewriting of links looks for. */
function linkText(_: string, href: string, label: string): string {
  const words = label.replace(/<[^>]+>/g, ' ').trim()
  return ` ${words} ${before}${href}${after} `
}

function decoded(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (entity, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16))
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)))
    return entities[name] ?? entity
  })
}

/** Blanks that tags and loops left behind. */
export const tidyText = (text: string) =>
  text
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
