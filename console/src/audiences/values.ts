import type {
  Comparison,
  Single,
} from '../../../server/src/modules/audiences/comparison-contract.ts'

/** What is typed as a number or yes or no is compared as such; anything else as text. */
export function typedSingle(text: string): Single {
  if (/^-?\d+([.,]\d+)?$/.test(text)) return Number(text.replace(',', '.'))
  return text === 'true' ? true : text === 'false' ? false : text
}

/** The value that somebody typed to compare with; a set of them where one of several is meant. */
export function typedValue(text: string, op: Comparison['op']): Single | Single[] {
  if (op !== 'in') return typedSingle(text)
  const parts = text.split(/,\s*/)
  // An empty last part is somebody about to type one more.
  return parts.map((part) => typedSingle(part))
}

export const writtenValue = (value: Comparison['value']): string =>
  Array.isArray(value) ? value.join(', ') : String(value ?? '')
