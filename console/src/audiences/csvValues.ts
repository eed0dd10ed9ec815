import type { ListChange } from '../../../server/src/modules/audiences/list-contract.ts'

const headings: Record<string, ListChange['by']> = {
  email: 'email',
  'e-mail': 'email',
  mail: 'email',
  phone: 'phone',
  telephone: 'phone',
  téléphone: 'phone',
  mobile: 'phone',
  loyaltycard: 'loyaltyCard',
  card: 'loyaltyCard',
  carte: 'loyaltyCard',
  userid: 'userId',
  user_id: 'userId',
  customerid: 'customerId',
  customer_id: 'customerId',
}

interface Read {
  /** What the first line says that the column holds, if it says so. */
  by: ListChange['by'] | undefined
  values: string[]
}

/** The values of a pasted list or of a CSV file: of the column whose heading says whom it names, or the first. */
export function csvValues(text: string): Read {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  const cut = separatorOf(lines[0] ?? '')
  const first = cells(lines[0] ?? '', cut)
  const column = first.findIndex((cell) => headings[cell.toLowerCase()] !== undefined)
  const by = headings[first[column]?.toLowerCase() ?? '']
  const rows = by === undefined ? lines : lines.slice(1)
  const values = rows.map((line) => cells(line, cut)[Math.max(column, 0)] ?? '')
  return { by, values: [...new Set(values.filter((value) => value !== ''))] }
}

const separatorOf = (line: string) => [';', '\t', ','].find((one) => line.includes(one)) ?? ','

/** Cells may stand between quotes; quotes within are doubled. */
function cells(line: string, cut: string): string[] {
  const found: string[] = []
  let cell = ''
  let isQuoted = false
  for (const char of line) {
    if (char === '"') isQuoted = !isQuoted
    else if (char === cut && !isQuoted) {
      found.push(cell.trim())
      cell = ''
    } else cell += char
  }
  return [...found, cell.trim()]
}
