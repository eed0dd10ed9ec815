import type { Definition } from '../definition-contract.ts'
import type { Run } from './run.ts'

/** What is remembered of a customer's earlier runs of one journey. */
export type EarlierRun = Pick<Run, 'key' | 'state' | 'enteredAt'> & { readonly spoke: boolean }

export type ReentryRule = Pick<Definition, 'reentry' | 'reentrySeconds'>

/** Whether the customer may begin (again) now, after these runs of the same journey. */
export function mayEnter(
  { reentry: rule, reentrySeconds = 0 }: ReentryRule,
  key: string,
  earlier: readonly EarlierRun[],
  now: Date,
): boolean {
  const ofKey = earlier.filter((run) => run.key === key)
  const isFree = ofKey.every(({ state }) => state !== 'waiting')
  // What has no key cannot be told from the one before it; it is another once that one is over.
  switch (rule === 'once-per-key' && key === '' ? 'after-completion' : rule) {
    case 'always':
      return true
    case 'never':
      return earlier.length === 0
    case 'after-completion':
      return isFree
    case 'after-time': {
      const since = now.getTime() - reentrySeconds * 1000
      return isFree && ofKey.every(({ enteredAt }) => enteredAt.getTime() <= since)
    }
    case 'once-per-key':
      return ofKey.every(({ state, spoke }) => state === 'done' && !spoke)
  }
}

/** Whether a run has said anything yet, or would have in the control group. */
export const spoke = ({ path }: Pick<Run, 'path'>) =>
  path.some(({ what }) => what === 'message' || what === 'withheld')
