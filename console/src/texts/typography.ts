const narrow = '\u202f'

/**
 * French puts a narrow no-break space before high punctuation and inside guillemets. Catalogues are
 * written with plain spaces, which are what keyboards have; this makes them right in one place.
 */
export function frenchTypography(text: string): string {
  return text
    .replace(/ ([;:!?»])/g, `${narrow}$1`)
    .replace(/« /g, `«${narrow}`)
    .replace(/(\d) (%|€)/g, `$1${narrow}$2`)
}
