import type { Seal } from '../../../kernel/seal.ts'
import type { InWork } from '../../../kernel/work.ts'
import type { Reach } from './platform.ts'

/** What sending audiences elsewhere needs. */
export interface SyncParts extends Reach {
  readonly inWork: InWork
  readonly seal: Seal
  readonly now: () => Date
}
