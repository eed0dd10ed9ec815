const formats = new Map<string, Intl.NumberFormat>()

interface Told {
  readonly language: string
  readonly currency: string
}

/** How amounts in minor units are told to a customer. Formats are kept: to make one takes longer than all the rest of a letter. */
export function amountsIn({ language, currency }: Told): (amount: number) => string {
  const kind = `${language} ${currency}`
  const format =
    formats.get(kind) ?? new Intl.NumberFormat(language, { style: 'currency', currency })
  formats.set(kind, format)
  return (amount) => format.format(amount / 100)
}
