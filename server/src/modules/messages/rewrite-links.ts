/** Gives the tracked address of an address, or undefined for one that is to stay as it is. */
export type Track = (url: string) => string | undefined

const allowed = /^(https?:\/\/[^\s<>"]+|mailto:[^\s<>"]+|tel:[+\d().-]+|#[\w-]*)$/i

/**
 * Lets every link of a rendered mail go through us, and takes out each address that a mail must not
 * hold (`javascript:` …), since values that people typed may stand in it.
 */
export function rewriteLinks(html: string, track: Track): string {
  return html.replace(/\s(href|src|background|action)="([^"]*)"/gi, (found, name, value) => {
    const url = unescaped(value).trim()
    if (!allowed.test(url)) return ` ${name}="#"`
    if (name.toLowerCase() !== 'href') return found
    const tracked = /^https?:/i.test(url) ? track(url) : undefined
    return tracked === undefined ? found : ` href="${tracked}"`
  })
}

/** The same for the plain text, where an address stands in angle brackets. */
export function rewriteTextLinks(text: string, track: Track): string {
  return text.replace(/<(https?:[^\s<>]+)>/gi, (found, url) => {
    const tracked = track(url)
    return tracked === undefined ? found : `<${tracked}>`
  })
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&#34;': '"',
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
}

const unescaped = (value: string) =>
  value.replace(/&(?:amp|quot|lt|gt|#34|#39);/g, (entity) => entities[entity] ?? entity)
