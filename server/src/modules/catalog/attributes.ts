import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import { type Attribute, type AttributeValue, Texts } from './contract.ts'
import { AttributeExists, AttributeInUse, AttributeUnknown, AttributeWrong } from './refusals.ts'
import { shelve } from './shelve.ts'
import type { AttributeInput } from './structure-contract.ts'
import './tables.ts'

export async function attributes(db: Db): Promise<Attribute[]> {
  return db
    .selectFrom('catalog.attribute')
    .selectAll()
    .orderBy('position')
    .orderBy('code')
    .execute()
}

export async function addAttribute(work: Work, input: AttributeInput): Promise<void> {
  const added = await work.tx
    .insertInto('catalog.attribute')
    .values({ ...input, name: JSON.stringify(input.name), choices: JSON.stringify(input.choices) })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('code')
    .executeTakeFirst()
  if (!added) throw new AttributeExists({ code: input.code })
}

/** Changes what it is called and chooses from. Its kind stays once a product has a value of it. */
export async function changeAttribute(work: Work, input: AttributeInput): Promise<void> {
  const { code, kind, name, choices, unit, filterable, position } = input
  const before = (await attributes(work.tx)).find((one) => one.code === code)
  if (!before) throw new AttributeUnknown({ attribute: code })
  const held = await holders(work.tx, code)
  if (before.kind !== kind && held.length > 0)
    throw new AttributeInUse({ attribute: code, products: held.length })
  await work.tx
    .updateTable('catalog.attribute')
    .set({
      ...{ kind, name: JSON.stringify(name), choices: JSON.stringify(choices) },
      ...{ unit, filterable, position },
    })
    .where('code', '=', code)
    .execute()
  await shelve(work, held)
}

export async function removeAttribute(work: Work, code: string): Promise<void> {
  const held = await holders(work.tx, code)
  if (held.length > 0) throw new AttributeInUse({ attribute: code, products: held.length })
  const { numDeletedRows } = await work.tx
    .deleteFrom('catalog.attribute')
    .where('code', '=', code)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new AttributeUnknown({ attribute: code })
}

async function holders(db: Db, code: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from catalog.product where attributes ? ${code}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Refuses a value that is not what its attribute holds. */
export function checkAttributes(
  values: Readonly<Record<string, AttributeValue>>,
  known: readonly Attribute[],
): void {
  for (const [code, value] of Object.entries(values)) {
    const attribute = known.find((one) => one.code === code)
    if (!attribute) throw new AttributeUnknown({ attribute: code })
    if (!fits(attribute, value)) throw new AttributeWrong({ attribute: code, kind: attribute.kind })
  }
}

function fits({ kind, choices }: Attribute, value: AttributeValue): boolean {
  const isChoice = (one: unknown) => choices.some(({ code }) => code === one)
  switch (kind) {
    case 'text':
      return typeof value === 'string'
    case 'translated':
      return Texts.safeParse(value).success
    case 'list':
      return Array.isArray(value)
    case 'number':
      return typeof value === 'number'
    case 'yes_no':
      return typeof value === 'boolean'
    case 'date':
      return (
        typeof value === 'string' &&
        /^\d{4}-\d{2}-\d{2}$/.test(value) &&
        !Number.isNaN(Date.parse(value))
      )
    case 'choice':
      return isChoice(value)
    case 'choices':
      return Array.isArray(value) && value.every(isChoice)
  }
}
