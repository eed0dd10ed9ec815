import { type Db, prepared } from '../../kernel/database.ts'
import type { Facet } from './search-contract.ts'
import './tables.ts'

/** So many values of one kind are told, the most frequent. */
const mostValues = 60

/** Counts by what people read: `skin:dry` is “Peaux sèches” of “Type de peau”. */
export async function namedFacets(
  db: Db,
  counts: Readonly<Record<string, number>>,
): Promise<Facet[]> {
  const [categories, attributes] = await Promise.all([
    db.selectFrom('catalog.category').select(['code', 'name']).modifyEnd(prepared).execute(),
    db
      .selectFrom('catalog.attribute')
      .select(['code', 'name', 'choices', 'kind'])
      .where('filterable', '=', true)
      .orderBy('position')
      .orderBy('code')
      .modifyEnd(prepared)
      .execute(),
  ])
  const categoryName = new Map(categories.map(({ code, name }) => [code, name]))
  const groups = new Map<string, { value: string; count: number }[]>()
  for (const [facet, count] of Object.entries(counts)) {
    const cut = facet.indexOf(':')
    const [code, value] = [facet.slice(0, cut), facet.slice(cut + 1)]
    groups.set(code, [...(groups.get(code) ?? []), { value, count }])
  }
  const most = (code: string) =>
    (groups.get(code) ?? [])
      .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
      .slice(0, mostValues)
  const plain = (value: string) => ({ fr: value, en: value })
  return [
    {
      ...{ code: 'category', name: null },
      values: most('category').map((one) => ({
        ...one,
        name: categoryName.get(one.value) ?? plain(one.value),
      })),
    },
    {
      ...{ code: 'brand', name: null },
      values: most('brand').map((one) => ({ ...one, name: plain(one.value) })),
    },
    ...attributes.map(({ code, name, choices }) => ({
      ...{ code, name },
      values: most(code).map((one) => ({
        ...one,
        name: choices.find((choice) => choice.code === one.value)?.name ?? plain(one.value),
      })),
    })),
  ].filter(({ values }) => values.length > 0)
}
