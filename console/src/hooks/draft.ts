import { type HookField, HookMapping } from '../../../server/src/modules/thread/hooks/contract.ts'

/** What stands in one field of the editor: a path, or `="text"` for what it always is. */
export interface FieldRow {
  readonly key: number
  readonly name: string
  readonly from: string
  readonly as: 'same' | 'text' | 'number'
}

export interface Draft {
  readonly type: HookMapping['type']
  readonly channel: HookMapping['channel']
  readonly event: string
  /** `theirs = ours`, a line each. */
  readonly names: string
  readonly onlyNamed: boolean
  readonly userId: string
  readonly anonymousId: string
  readonly messageId: string
  readonly timestamp: string
  readonly properties: readonly FieldRow[]
  readonly productsPath: string
  readonly products: readonly FieldRow[]
}

let lastKey = 0
export const emptyField = (): FieldRow => ({ key: ++lastKey, name: '', from: '', as: 'same' })

export function draftOf(mapping: HookMapping | null): Draft {
  const known = mapping ?? HookMapping.parse({})
  return {
    ...{ type: known.type, channel: known.channel, onlyNamed: known.onlyNamed },
    event: textOf(known.event),
    names: Object.entries(known.names)
      .map(([theirs, ours]) => `${theirs} = ${ours}`)
      .join('\n'),
    userId: textOf(known.userId),
    anonymousId: textOf(known.anonymousId),
    messageId: textOf(known.messageId),
    timestamp: textOf(known.timestamp),
    properties: rowsOf(known.properties),
    productsPath: known.products?.path ?? '',
    products: rowsOf(known.products?.fields ?? {}),
  }
}

/** The mapping that the draft says, or nothing while something in it cannot be used. */
export function mappingOf(draft: Draft): HookMapping | undefined {
  const read = HookMapping.safeParse({
    ...{ type: draft.type, channel: draft.channel, onlyNamed: draft.onlyNamed },
    ...single('event', draft.event),
    names: Object.fromEntries(
      draft.names
        .split('\n')
        .map((line) => line.split('=').map((part) => part.trim()))
        .filter(([theirs, ours]) => theirs && ours),
    ),
    ...single('userId', draft.userId),
    ...single('anonymousId', draft.anonymousId),
    ...single('messageId', draft.messageId),
    ...single('timestamp', draft.timestamp),
    properties: fieldsOf(draft.properties),
    ...(draft.productsPath && {
      products: { path: draft.productsPath, fields: fieldsOf(draft.products) },
    }),
  })
  return read.success ? read.data : undefined
}

const single = (name: string, from: string) => (from ? { [name]: fieldOf(from, 'same') } : {})

const fieldsOf = (rows: readonly FieldRow[]) =>
  Object.fromEntries(
    rows
      .filter(({ name, from }) => name && from)
      .map(({ name, from, as }) => [name, fieldOf(from, as)]),
  )

function fieldOf(from: string, as: FieldRow['as']): HookField {
  if (!from.startsWith('=')) return { path: from, as }
  return { value: as === 'number' ? Number(from.slice(1)) : from.slice(1).trim() }
}

function textOf(field: HookField | undefined): string {
  if (!field) return ''
  return 'path' in field ? field.path : `=${field.value}`
}

const rowsOf = (fields: Readonly<Record<string, HookField>>): FieldRow[] =>
  Object.entries(fields).map(([name, field]) => ({
    ...emptyField(),
    ...{ name, from: textOf(field) },
    as: 'path' in field ? field.as : typeof field.value === 'number' ? 'number' : 'same',
  }))
