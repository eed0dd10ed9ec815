import type { BarcodeKind } from './contract.ts'

interface Barcode {
  readonly code: string
  readonly kind: BarcodeKind
}

/** Without what is only there to be read; undefined if it is no code of the trade or its check digit is wrong. */
export function barcodeOf(written: string): Barcode | undefined {
  const code = written.replace(/[\s\u2010-\u2015-]/g, '').toUpperCase()
  const kind = kindOf(code)
  return kind && { code, kind }
}

function kindOf(code: string): BarcodeKind | undefined {
  if (/^\d{9}[\dX]$/.test(code)) return isbn10(code) ? 'isbn10' : undefined
  if (!/^\d+$/.test(code) || !isChecked(code)) return undefined
  if (code.length === 8) return 'ean8'
  if (code.length === 12) return 'upca'
  if (code.length === 13) return /^97[89]/.test(code) ? 'isbn13' : 'ean13'
  return undefined
}

/** GS1: from the right, digits count three times and once in turn; with the last they add up to tens. */
function isChecked(code: string): boolean {
  const sum = [...code]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 ? 3 : 1), 0)
  return sum % 10 === 0
}

/** ISO 2108 of before 2007: weights ten to one, X is ten, together a multiple of eleven. */
function isbn10(code: string): boolean {
  const sum = [...code].reduce(
    (total, digit, place) => total + (digit === 'X' ? 10 : Number(digit)) * (10 - place),
    0,
  )
  return sum % 11 === 0
}

/** All forms in which the same article may be scanned: a UPC-A is an EAN-13 with a zero, an ISBN-10 an ISBN-13. */
export function formsOf(scanned: string): string[] {
  const code = scanned.replace(/[\s\u2010-\u2015-]/g, '').toUpperCase()
  const forms = new Set([code])
  if (/^\d{12}$/.test(code)) forms.add(`0${code}`)
  if (/^0\d{12}$/.test(code)) forms.add(code.slice(1))
  if (/^\d{9}[\dX]$/.test(code)) forms.add(withCheck(`978${code.slice(0, 9)}`))
  if (/^978\d{10}$/.test(code)) forms.add(asIsbn10(code))
  return [...forms]
}

function withCheck(digits: string): string {
  for (let check = 0; check < 10; check++) if (isChecked(digits + check)) return digits + check
  return digits
}

function asIsbn10(code: string): string {
  const digits = code.slice(3, 12)
  for (const check of '0123456789X') if (isbn10(digits + check)) return digits + check
  return code
}
