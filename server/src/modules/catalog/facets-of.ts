import type { Attribute, AttributeValue } from './contract.ts'

interface Faceted {
  readonly brand: string | null
  readonly categories: readonly { readonly code: string }[] | null
  readonly attributes: Readonly<Record<string, AttributeValue>>
}

/** What a list can be narrowed by, written as `group:value`. */
export function facetsOf(
  { brand, categories, attributes }: Faceted,
  known: readonly Pick<Attribute, 'code' | 'kind' | 'filterable'>[],
): string[] {
  const filterable = known.filter((one) => one.filterable)
  return [
    ...(brand ? [facet('brand', brand)] : []),
    ...(categories ?? []).map(({ code }) => facet('category', code)),
    ...filterable.flatMap(({ code }) => valuesOf(attributes[code]).map((one) => facet(code, one))),
  ]
}

export const facet = (group: string, value: string): string => `${group}:${value}`

function valuesOf(value: AttributeValue | undefined): string[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return [...new Set(value)]
  // Of a text in several languages one stands for all: the list shows what it is called.
  return [typeof value === 'object' ? value.fr : String(value)]
}
