import { decisions, type Form, fieldNames, proofs, readAs, type Use } from './form.ts'

/** The choices for a column, by what they are about; each is named by a text that a list of choices can hold. */
export function choicesFor(lines: Form['lines']) {
  const fields = (names: readonly string[], kind: 'field' | 'product' = 'field') =>
    names.map((name) => `${kind}:${name}`)
  return [
    { group: 'who', keys: ['user', ...fields(fieldNames.who), 'device'] },
    { group: 'when', keys: ['time'] },
    { group: lines, keys: [...fields(fieldNames[lines]), 'field:'] },
    ...(lines === 'events'
      ? [
          {
            group: 'product' as const,
            keys: [...fields(fieldNames.product, 'product'), 'product:'],
          },
        ]
      : []),
    {
      group: 'consent',
      keys: decisions.map(({ purpose, channel }) => `consent:${purpose}:${channel}`),
    },
    { group: 'proof', keys: proofs.map((of) => `proof:${of}`) },
  ] as const
}

/** The choice that a use is; a field of a name that is not offered is "another". */
export function keyOf(use: Use, lines: Form['lines']): string {
  if (use.kind === 'consent') return `consent:${use.purpose}:${use.channel}`
  if (use.kind === 'proof') return `proof:${use.of}`
  if (use.kind !== 'field' && use.kind !== 'product') return use.kind
  const key = `${use.kind}:${use.name}`
  const isOffered = choicesFor(lines).some(({ keys }) => (keys as readonly string[]).includes(key))
  return isOffered ? key : `${use.kind}:`
}

export function chosenBy(key: string): Use {
  const [kind = '', one = '', other = ''] = key.split(':')
  if (kind === 'field' || kind === 'product') return { kind, name: one, as: readAs(one) }
  const decision = decisions.find(({ purpose, channel }) => purpose === one && channel === other)
  if (kind === 'consent' && decision) return { kind, ...decision }
  const of = proofs.find((name) => name === one)
  if (kind === 'proof' && of) return { kind, of }
  return kind === 'user' || kind === 'device' || kind === 'time' ? { kind } : { kind: 'none' }
}
