import type { ColumnType, Generated } from 'kysely'
import { declareTables, key, local, nothing, ref } from '../../kernel/registry.ts'
import type { Disagreement, PaperKind, PaperState, ReservationKind } from './contract.ts'

interface LevelTable {
  sku: string
  location_id: string
  on_hand: Generated<number>
  reserved: Generated<number>
  damaged: Generated<number>
  quality: Generated<number>
  safety: number | null
  safety_by_channel: ColumnType<Record<string, number>, string | undefined, string>
  low_at: number | null
  uncounted: Generated<boolean>
}

interface SafetyTable {
  location_id: string
  channel: string
  quantity: number
}

interface ReservationTable {
  sku: string
  id: string
  location_id: string
  quantity: number
  lines: number
  kind: ReservationKind
  channel: string
  ref: string | null
  created_at: Date
  expires_at: Date | null
}

interface MoveTable {
  sku: string
  id: string
  location_id: string
  at: Date
  kind: string
  on_hand: Generated<number>
  reserved: Generated<number>
  damaged: Generated<number>
  quality: Generated<number>
  reservation: string | null
  ref: string | null
  reason: string | null
  note: string | null
  by: string | null
}

interface OnceTable {
  id: string
  at: Date
}

interface PaperTable {
  id: string
  kind: PaperKind
  state: PaperState
  from_location: string | null
  location_id: string
  ref: string | null
  note: string | null
  by: string | null
  created_at: Date
  due_at: Date | null
  ended_at: Date | null
  held_for: string | null
}

interface PaperLineTable {
  paper_id: string
  sku: string
  expected: Generated<number>
  found: number | null
}

interface ProofTable {
  id: string
  at: Date
  levels: number
  moves: number
  reservations: number
  disagreements: number
  first: ColumnType<Disagreement | null, string | null, never>
  took_ms: number
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'stock.level': LevelTable
    'stock.safety': SafetyTable
    'stock.reservation': ReservationTable
    'stock.move': MoveTable
    'stock.once': OnceTable
    'stock.paper': PaperTable
    'stock.paper_line': PaperLineTable
    'stock.proof': ProofTable
  }
}

const ofGoods = nothing('goods; whose they are stands with the cart or the order that holds them')

export const stockTables = declareTables({
  'stock.level': key('item', 'sku', ofGoods),
  'stock.reservation': key('item', 'sku', ofGoods),
  'stock.move': key('item', 'sku', ofGoods),
  'stock.once': key('operation', 'id', ofGoods),
  'stock.safety': ref(),
  'stock.paper': local(ofGoods),
  'stock.paper_line': local(ofGoods),
  'stock.proof': local(nothing('counts')),
})
