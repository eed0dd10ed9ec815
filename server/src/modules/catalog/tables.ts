import type { ColumnType, Generated } from 'kysely'
import { declareTables, local, ref } from '../../kernel/registry.ts'
import type {
  AttributeKind,
  AttributeValue,
  BarcodeKind,
  Choice,
  Option,
  ProductState,
  RelatedKind,
  Texts,
} from './contract.ts'
import type { CsvFile } from './csv/contract.ts'

/** Written as text, read as what it is. */
type Json<Value> = ColumnType<Value, string, string>

export interface TaxClassTable {
  code: string
  name: Json<Texts>
  position: number
}

export interface VatRateTable {
  country: string
  tax_class: string
  since: string
  rate: number
}

export interface CategoryTable {
  id: string
  code: string
  parent_id: string | null
  path: string[]
  name: Json<Texts>
  position: Generated<number>
}

export interface AttributeTable {
  code: string
  kind: AttributeKind
  name: Json<Texts>
  choices: ColumnType<Choice[], string | undefined, string>
  unit: string | null
  filterable: Generated<boolean>
  position: Generated<number>
}

export interface ProductTable {
  id: string
  code: string
  state: ProductState
  name: Json<Texts>
  description: Json<Texts>
  brand: string | null
  tax_class: string
  options: ColumnType<Option[], string | undefined, string>
  attributes: ColumnType<Record<string, AttributeValue>, string | undefined, string>
  created_at: Date
  changed_at: Date
  version: Generated<number>
}

export interface VariantTable {
  id: string
  product_id: string
  sku: string
  options: ColumnType<Record<string, string>, string | undefined, string>
  active: Generated<boolean>
  position: Generated<number>
  weight: number | null
}

export interface BarcodeTable {
  code: string
  kind: BarcodeKind
  variant_id: string
  position: Generated<number>
}

export interface PartTable {
  variant_id: string
  sku: string
  quantity: number
}

interface ProductCategoryTable {
  product_id: string
  category_id: string
}

interface RelatedTable {
  product_id: string
  kind: RelatedKind
  other_id: string
  position: Generated<number>
}

export interface MediaTable {
  id: string
  url: string | null
  hash: string | null
  width: number | null
  height: number | null
  created_at: Date
}

interface MediaFileTable {
  media_id: string
  size: number
  body: Buffer
}

interface ProductMediaTable {
  product_id: string
  media_id: string
  variant_id: string | null
  alt: ColumnType<Partial<Texts>, string | undefined, string>
  position: Generated<number>
}

export interface PriceListTable {
  id: string
  code: string
  name: Json<Texts>
  currency: string
  includes_tax: boolean
  channel: string | null
  price_group: string | null
  begins_at: Date | null
  ends_at: Date | null
  priority: Generated<number>
  reduction: Generated<boolean>
  created_at: Date
}

export interface PriceTable {
  sku: string
  list_id: string
  begins_at: Date
  ends_at: Date | null
  amount: number
}

interface ShelfTable {
  product_id: string
  state: ProductState
  name_fr: string
  name_en: string
  facets: string[]
  price: number | null
  words: string
  text: string
  changed_at: Date
  ordinal: Generated<number>
  written: Generated<string>
}

interface WordTable {
  trace: string
  word: string
}

interface TurnTable {
  at: Date
  what: string
}

interface CsvFileTable {
  id: string
  name: string
  body: Buffer
  trial: boolean
  state: CsvFile['state']
  products: number
  lines: number
  position: number
  added: number
  changed: number
  unchanged: number
  refused: number
  refusal: ColumnType<CsvFile['refusal'], string | null, string | null>
  uploaded_at: Date
  updated_at: Date
}

interface CsvFaultTable {
  file_id: string
  position: number
  line: number
  product: string
  sku: string
  column: string | null
  reason: string
  details: Json<Record<string, unknown>>
}

interface CsvLateTable {
  file_id: string
  position: number
  outcome: 'added' | 'changed'
  codes: string[]
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'catalog.tax_class': TaxClassTable
    'catalog.vat_rate': VatRateTable
    'catalog.category': CategoryTable
    'catalog.attribute': AttributeTable
    'catalog.product': ProductTable
    'catalog.variant': VariantTable
    'catalog.barcode': BarcodeTable
    'catalog.part': PartTable
    'catalog.product_category': ProductCategoryTable
    'catalog.related': RelatedTable
    'catalog.media': MediaTable
    'catalog.media_file': MediaFileTable
    'catalog.product_media': ProductMediaTable
    'catalog.price_list': PriceListTable
    'catalog.price': PriceTable
    'catalog.shelf': ShelfTable
    'catalog.word': WordTable
    'catalog.turn': TurnTable
    'catalog.csv_file': CsvFileTable
    'catalog.csv_fault': CsvFaultTable
    'catalog.csv_late': CsvLateTable
  }
}

export const catalogTables = declareTables({
  'catalog.tax_class': ref(),
  'catalog.vat_rate': ref(),
  'catalog.category': ref(),
  'catalog.attribute': ref(),
  'catalog.product': ref(),
  'catalog.variant': ref(),
  'catalog.barcode': ref(),
  'catalog.part': ref(),
  'catalog.product_category': ref(),
  'catalog.related': ref(),
  'catalog.media': ref(),
  'catalog.media_file': ref(),
  'catalog.product_media': ref(),
  'catalog.price_list': ref(),
  'catalog.price': ref(),
  'catalog.shelf': ref(),
  'catalog.word': ref(),
  'catalog.turn': local(),
  'catalog.csv_file': local(),
  'catalog.csv_fault': local(),
  'catalog.csv_late': local(),
})
