import type { Selectable } from 'kysely'
import type { SyncTable } from '../tables.ts'

export type SyncRow = Selectable<SyncTable>

/** What is sealed, and for what. */
export const sealedFor = (syncId: string) => `audiences/sync ${syncId}`
