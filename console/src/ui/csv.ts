export type CsvValue = string | number | null | undefined

/** A file that a spreadsheet opens rightly: marked as UTF-8, every cell quoted, no cell a formula. */
export function csv(head: string[], rows: CsvValue[][]): string {
  const cell = (value: CsvValue) => {
    const text = value === null || value === undefined ? '' : String(value)
    const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return `"${harmless.replaceAll('"', '""')}"`
  }
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

export function download(name: string, content: string, type = 'text/csv;charset=utf-8') {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
