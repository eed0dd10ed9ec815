/** What is typed as a number or yes or no is compared as such; anything else as text. */
export function typedValue(text: string): string | number | boolean {
  if (/^-?\d+([.,]\d+)?$/.test(text)) return Number(text.replace(',', '.'))
  return text === 'true' ? true : text === 'false' ? false : text
}
