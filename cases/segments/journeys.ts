import type { Product } from '../product.ts'

/** A journey that whoever is in an audience enters once, now or later. */
export async function publish(product: Product, name: string, audienceId: string): Promise<string> {
  const { call, settle } = product
  await settle()
  const { id } = await call('POST', '/api/journeys', {
    name,
    definition: {
      entry: { kind: 'audience', audienceId, change: 'entered' },
      reentry: 'never',
      first: 'end',
      steps: [{ id: 'end', kind: 'exit' }],
    },
  })
  await call('POST', `/api/journeys/${id}/publish`)
  await call('POST', `/api/journeys/${id}/invite`)
  await settle()
  return id
}

/** How many times it was entered so far. */
export async function entriesOf({ call }: Product, id: string | undefined): Promise<number> {
  if (!id) return 0
  const { results } = await call('GET', `/api/journeys/${id}`)
  return results.entered
}
