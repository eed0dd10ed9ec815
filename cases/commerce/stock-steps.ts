/** One thing that somebody does, read from the words of a case. */
export interface Step {
  readonly said: string
  readonly verb: string
  readonly who: string
  readonly quantity: number | undefined
  /** Said with its sign, it may be less. */
  readonly by: number
  /** Several in one breath: `[3, 3]`, `1 "foo" + 1 "bar"`. */
  readonly quantities: readonly number[]
  /** All in one call. */
  readonly together: boolean
  readonly place: string | undefined
  readonly to: string | undefined
  /** Minutes after the beginning. */
  readonly minute: number | undefined
  /** As the case calls that moment. */
  readonly label: string | undefined
  readonly damaged: boolean
}

/** What is done, by the words that say so; the first that fits. */
const verbs: readonly [RegExp, string][] = [
  [/at once|concurrent|simultaneous/, 'rush'],
  [/cancel(s|ling)? (the )?(shipment|parcel|fulfil)/, 'cancel_shipment'],
  [/remove/, 'remove'],
  [/\bcheck(s|ing)? ?out\b/, 'checkout'],
  [/\bcarts?\b(?! and)/, 'cart'],
  [/complete|confirm|\bpays?\b/, 'complete'],
  [/transfer/, 'transfer'],
  [/\bsends?\b/, 'send'],
  [/receiv|deliver|incoming|arriv|restock/, 'receive'],
  [/return/, 'return'],
  [/adjust|correct/, 'adjust'],
  [/damage|break|broken/, 'damage'],
  [/cancel/, 'cancel'],
  [/releas/, 'release'],
  [/\bship|fulfil/, 'ship'],
  [/\bset\b/, 'set'],
  [/\bbuys?\b|carts and buys/, 'buy'],
  [/\border/, 'order'],
  [/\breserv/, 'reserve'],
  [/\badds?\b|\basks?\b|\bwants?\b/, 'add'],
  [/\bsells?\b/, 'sell'],
  [/availab|on_hand|look|read/, 'look'],
]

export function stepsOf(when: string): Step[] {
  // Between brackets and quotes, a comma or a plus belongs to the step.
  const parts = when.split(/;|,(?![^[\]]*\])|\bthen\b/).map((part) => part.trim())
  return parts.filter(Boolean).map(stepOf)
}

function stepOf(said: string): Step {
  const moment = /^(t0(?:\s*\+\s*(\d+))?)\b\s*:?/i.exec(said)
  const rest = moment ? said.slice(moment[0].length).trim() : said
  const verb = verbs.find(([words]) => words.test(rest.toLowerCase()))?.[1] ?? 'unknown'
  const who = /^(?:buyer |customer |shopper )?([A-Z])\b(?! and)/.exec(rest)?.[1] ?? 'somebody'
  const places = [...rest.matchAll(/\b(?:from|at|in|to|into)\s+([A-Z]\w*)/g)]
  const word = (name: RegExp) => places.find(([found]) => name.test(found))?.[1]
  const counts = [...rest.replaceAll(/\b[A-Z]+\d+\b/g, '').matchAll(/[-+]?\d+/g)].map(([n]) =>
    Math.abs(Number(n)),
  )
  const several = /\[|"[^"]*"\s*\+|\d\s*\+\s*\d/.test(rest) && counts.length > 1
  return {
    ...{ said, verb, who },
    quantity: counts[0],
    by: Number(/[-+]?\d+/.exec(rest)?.[0] ?? 0),
    quantities: several ? counts : [],
    together: /\[|one (call|request)|together/.test(rest),
    place: word(/^(from|at|in)/),
    to: word(/^(to|into)/),
    minute: moment ? Number(moment[2] ?? 0) : undefined,
    label: moment?.[1]?.replaceAll(' ', ''),
    damaged: /damag|broken/.test(rest),
  }
}
