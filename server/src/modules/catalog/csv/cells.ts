/** How cells hold what is more than one word, so that what was written is read back as it was. */

/** Several values in one cell: between bars, a bar inside one behind a backslash. */
export const joined = (values: readonly string[]): string =>
  values.map((value) => value.replace(/[\\|]/g, '\\$&')).join('|')

export function parted(cell: string): string[] {
  if (cell === '') return []
  const parts = ['']
  for (let place = 0; place < cell.length; place++) {
    const letter = cell[place] as string
    if (letter === '|') parts.push('')
    else parts[parts.length - 1] += letter === '\\' ? (cell[++place] ?? '') : letter
  }
  return parts.map((part) => part.trim()).filter(Boolean)
}

/** A spreadsheet would take it for a formula, or for the apostrophe that says it is none. */
const risky = /^[=+\-@\t\r']/

export const guarded = (cell: string): string => (risky.test(cell) ? `'${cell}` : cell)
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && risky.test(cell.slice(1)) ? cell.slice(1) : cell

export function line(cells: readonly string[]): string {
  const quoted = cells.map((cell) =>
    /[",\n\r;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  )
  return `${quoted.join(',')}\r\n`
}

/** Minor units as people write them, whatever the language: `12.90`, and `1290` of a money without cents. */
export function decimal(amount: number, digits = 2): string {
  const text = String(amount).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** `12.9`, `12,90`, `1 290`; undefined if it is no amount, or finer than the money is. */
export function minor(cell: string, digits = 2): number | undefined {
  const parts = /^(\d{1,9})(?:[.,](\d+))?$/.exec(cell.replace(/[\s\u00a0\u202f]/g, ''))
  const fraction = parts?.[2] ?? ''
  if (!parts || fraction.length > digits) return undefined
  return Number(parts[1]) * 10 ** digits + Number(fraction.padEnd(digits, '0') || 0)
}

/** How many digits a money has after its point: two of the euro, none of the yen. */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 2
