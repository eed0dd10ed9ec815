import {
  EventSchema,
  type FieldRule,
  type PropertyRule,
  type ValueType,
} from '../../../server/src/modules/thread/plan/contract.ts'

/** A line of the editor: a property, or (`of`) a property of each entry of a list. */
export interface Row {
  readonly key: number
  readonly of: string | undefined
  readonly name: string
  readonly type: ValueType
  readonly required: boolean
  /** As typed, separated by commas. */
  readonly choices: string
  readonly pattern: string
}

let lastKey = 0

export const emptyRow = (of?: string): Row => ({
  ...{ key: ++lastKey, of, name: '', type: 'string', required: false, choices: '', pattern: '' },
})

export function rowsOf({ properties }: EventSchema): Row[] {
  return Object.entries(properties).flatMap(([name, { items, ...rule }]) => [
    rowOf(name, rule),
    ...Object.entries(items ?? {}).map(([inner, field]) => rowOf(inner, field, name)),
  ])
}

function rowOf(name: string, rule: FieldRule, of?: string): Row {
  const { type, required, choices = [], pattern = '' } = rule
  return { ...emptyRow(of), name, type, required, choices: choices.join(', '), pattern }
}

/** The schema that the rows say, or nothing while one of them cannot be used. */
export function schemaOf(rows: readonly Row[], closed: boolean): EventSchema | undefined {
  const named = rows.filter(({ name }) => name.trim() !== '')
  const properties: Record<string, PropertyRule> = {}
  for (const row of named.filter(({ of }) => of === undefined)) {
    const inner = named.filter(({ of }) => of === row.name)
    properties[row.name.trim()] = {
      ...ruleOf(row),
      ...(inner.length > 0 && {
        items: Object.fromEntries(inner.map((field) => [field.name.trim(), ruleOf(field)])),
      }),
    }
  }
  const read = EventSchema.safeParse({ properties, closed })
  return read.success ? read.data : undefined
}

function ruleOf({ type, required, choices, pattern }: Row): FieldRule {
  const isNumber = type === 'number' || type === 'integer'
  const listed = choices
    .split(',')
    .map((choice) => choice.trim())
    .filter(Boolean)
    .map((choice) => (isNumber ? Number(choice) : choice))
  return {
    ...{ type, required },
    ...(listed.length > 0 && { choices: listed }),
    ...(pattern !== '' && { pattern }),
  }
}
