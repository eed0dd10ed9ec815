const browsers = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
] as const

const systems = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
] as const

/** « Firefox · Windows »: what a browser says it is. Programs that say nothing known are undefined. */
export function deviceText(userAgent: string | null): string | undefined {
  const found = [browsers, systems].map(
    (kinds) => kinds.find(([, sign]) => sign.test(userAgent ?? ''))?.[0],
  )
  return found.filter(Boolean).join(' · ') || undefined
}
