/** An exact decimal: `digits` divided by ten to the `scale`. Binary fractions cannot add up prices. */
export interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

export const zero: Decimal = { digits: 0n, scale: 0 }

/** Reads `1234.5`, or `1 234,5` and `1.234,5` where the decimal sign is a comma; undefined otherwise. */
export function decimalOf(text: string, sign: '.' | ',' = '.'): Decimal | undefined {
  const bare = text.replaceAll(/[\s\u00a0\u202f]/g, '')
  const grouping = sign === ',' ? '.' : ','
  const plain = bare.replaceAll(grouping, '').replace(sign, '.')
  const match = /^([+-]?)(\d{1,30})(?:\.(\d{0,20}))?$/.exec(plain)
  if (!match) return undefined
  const [, minus, whole = '', fraction = ''] = match
  const digits = BigInt(whole + fraction)
  return { digits: minus === '-' ? -digits : digits, scale: fraction.length }
}

export const times = (one: Decimal, other: Decimal): Decimal => ({
  digits: one.digits * other.digits,
  scale: one.scale + other.scale,
})

export function plus(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale)
  return { digits: widened(one, scale) + widened(other, scale), scale }
}

const widened = ({ digits, scale }: Decimal, to: number) => digits * 10n ** BigInt(to - scale)

/** Rounds half away from zero, as money is rounded. */
export function rounded(value: Decimal, decimals: number): Decimal {
  if (value.scale <= decimals) return value
  const unit = 10n ** BigInt(value.scale - decimals)
  const size = value.digits < 0n ? -value.digits : value.digits
  const digits = (size + unit / 2n) / unit
  return { digits: value.digits < 0n ? -digits : digits, scale: decimals }
}

/** The nearest number of JavaScript, which JSON writes with the same digits again. */
export function numberOf({ digits, scale }: Decimal): number {
  const size = digits < 0n ? -digits : digits
  const text = size.toString().padStart(scale + 1, '0')
  const cut = text.length - scale
  return Number(`${digits < 0n ? '-' : ''}${text.slice(0, cut)}.${text.slice(cut)}`)
}
