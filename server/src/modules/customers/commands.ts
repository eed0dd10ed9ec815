import type { Work } from '../../kernel/work.ts'
import type { InboxEvent, Merge, Unmerge } from '../thread/events.ts'
import { detach } from './detach.ts'
import { mergeByOrder } from './forced-merge.ts'
import type { Heard } from './replay.ts'
import { undoMerge } from './unmerge.ts'

/** What an order did to people. */
export interface Done {
  readonly merges: readonly Merge[]
  readonly unmerges: readonly Unmerge[]
}

const nothing: Done = { merges: [], unmerges: [] }

type Command = (work: Work, event: InboxEvent, earlier: readonly Heard[]) => Promise<Partial<Done>>

/**
 * What people of the team order is a fact on the thread, carried out by the weaver in its place among
 * the events: so nothing else ever writes who is who, and whoever follows the thread sees it happen.
 */
const commands: Record<string, Command> = {
  'Customers Merged': mergeByOrder,
  'Merge Undone': undoMerge,
  'Identifier Detached': detach,
}

/** Clients send no facts: one of these names comes from the orders of `orders.ts`. */
export const commandIn = ({ type, name }: InboxEvent): boolean =>
  type === 'fact' && Object.hasOwn(commands, name)

/**
 * Carries out an order; `earlier` is what its batch wove before it. One that makes no sense any more,
 * since things changed before it came, does nothing.
 */
export async function obey(
  work: Work,
  event: InboxEvent,
  earlier: readonly Heard[],
): Promise<Done> {
  return { ...nothing, ...(await commands[event.name]?.(work, event, earlier)) }
}
