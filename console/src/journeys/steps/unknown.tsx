import { IconPuzzle } from '@tabler/icons-react'
import { type Exit, type KindOf, nodeKey } from './kind.ts'

/**
 * A step of a kind that a newer server knows: it is drawn with the ways out that its fields show, and
 * left as it is.
 */
export const unknown: KindOf = {
  icon: IconPuzzle,
  group: 'do',
  fresh: (id) => ({ id, kind: 'exit' }),
  exits: (step) =>
    'next' in step ? [{ key: 'next', to: step.next, passage: { what: step.kind } } as Exit] : [],
  lead: (step, key, to) => (key in step ? { ...step, [key]: to } : step),
  title: ({ t }, { kind }) => (t.has(nodeKey(kind)) ? t(nodeKey(kind)) : kind),
  explain: () => '',
}
