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

/** Minor units as people write them, whatever the language: `12.90`. */
export const decimal = (minor: number): string =>
  `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`

/** `12.9`, `12,90`, `1290`; undefined if it is no amount, or finer than the money is. */
export function minor(cell: string): number | undefined {
  const parts = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(cell.replace(/[\s\u00a0\u202f]/g, ''))
  if (!parts) return undefined
  return Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'))
}
