import type { Work } from '../../kernel/work.ts'
import type { InboxEvent, Merge, Unmerge } from '../thread/events.ts'

export interface Done {
  readonly merges: readonly Merge[]
  readonly unmerges: readonly Unmerge[]
}

export function commandIn(_event: InboxEvent): boolean {
  return false
}

export async function obey(_work: Work, _event: InboxEvent): Promise<Done> {
  return { merges: [], unmerges: [] }
}
