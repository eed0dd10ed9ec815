/** What somebody looks for: `12` is a receipt, `12,50` or `12 €` an amount, anything else an order. */
export function soughtIn(text = ''): { number?: number; amount?: number; order?: string } {
  const said = text.trim()
  if (said === '') return {}
  const amount = /^(\d{1,7})(?:[.,](\d{1,2}))?\s*€?$/.exec(said)
  if (!amount) return { order: said }
  const [, whole = '', cents] = amount
  if (cents === undefined && !said.includes('€')) return { number: Number(whole) }
  return { amount: Number(whole) * 100 + Number((cents ?? '').padEnd(2, '0')) }
}
