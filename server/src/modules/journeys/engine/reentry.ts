import type { Reentry } from '../entry-contract.ts'
import type { Run } from './run.ts'

/** What is remembered of a customer's earlier runs of one journey. */
export type EarlierRun = Pick<Run, 'key' | 'state'> & { readonly spoke: boolean }

/** Whether the customer may begin (again), after these runs of the same journey. */
export function mayEnter(rule: Reentry, key: string, earlier: readonly EarlierRun[]): boolean {
  const ofKey = earlier.filter((run) => run.key === key)
  // What has no key cannot be told from the one before it; it is another once that one is over.
  switch (rule === 'once-per-key' && key === '' ? 'after-completion' : rule) {
    case 'always':
      return true
    case 'never':
      return earlier.length === 0
    case 'after-time':
    case 'after-completion':
      return ofKey.every(({ state }) => state !== 'waiting')
    case 'once-per-key':
      return ofKey.every(({ state, spoke }) => state === 'done' && !spoke)
  }
}

/** Whether a run has said anything yet, or would have in the control group. */
export const spoke = ({ path }: Pick<Run, 'path'>) =>
  path.some(({ what }) => what === 'message' || what === 'withheld')
