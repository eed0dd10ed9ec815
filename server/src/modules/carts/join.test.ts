import { describe, expect, test } from 'vitest'
import { joinCarts } from './join.ts'

const line = (sku: string, quantity: number, variety = '') => ({ sku, quantity, variety })
const shown = ({ lines }: { lines: readonly { sku: string; quantity: number }[] }) =>
  lines.map(({ sku, quantity }) => [sku, quantity])

describe('a guest who had a cart already', () => {
  test('has the guest’s quantity of what is in both, and all the rest of both', () => {
    const joined = joinCarts(
      [line('a', 1), line('b', 2)],
      [line('a', 3), line('c', 1)],
      'guest-wins',
    )
    expect(shown(joined)).toEqual([
      ['a', 3],
      ['b', 2],
      ['c', 1],
    ])
  })

  test('has the sum, or the larger of the two, where the brand wants it so', () => {
    const [existing, guest] = [[line('a', 2)], [line('a', 3)]]
    expect(shown(joinCarts(existing, guest, 'sum'))).toEqual([['a', 5]])
    expect(shown(joinCarts(existing, guest, 'max'))).toEqual([['a', 3]])
    expect(shown(joinCarts(guest, existing, 'max'))).toEqual([['a', 3]])
  })

  test('keeps the same article with other options as a line of its own', () => {
    const joined = joinCarts([line('a', 1, 'foo')], [line('a', 3, 'bar')], 'guest-wins')
    expect(shown(joined)).toEqual([
      ['a', 1],
      ['a', 3],
    ])
  })

  test('loses nothing to the policies that take one cart: what is left out is saved for later', () => {
    const [existing, guest] = [[line('a', 5)], [line('b', 3)]]
    expect(joinCarts(existing, guest, 'use-guest')).toEqual({ lines: guest, left: existing })
    expect(joinCarts(existing, guest, 'use-existing')).toEqual({ lines: existing, left: guest })
    expect(joinCarts(existing, guest, 'use-guest-if-empty')).toEqual({
      ...{ lines: existing, left: guest },
    })
    expect(joinCarts([], guest, 'use-guest-if-empty')).toEqual({ lines: guest, left: [] })
    expect(joinCarts(existing, [], 'use-guest')).toEqual({ lines: existing, left: [] })
  })
})
