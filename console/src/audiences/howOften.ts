import type { EventLeaf } from '../../../server/src/modules/audiences/event-leaf-contract.ts'

type HowOften =
  | { how: 'never' | 'atLeastOnce' }
  | { how: 'atLeast' | 'atMost' | 'exactly' | 'notExactly'; n: number }

const opposite = { gte: 'lt', lt: 'gte', gt: 'lte', lte: 'gt', eq: 'ne', ne: 'eq' } as const

/** A count in the words that people use: "never", "at least twice", not "fewer than 1". */
export function howOften({ op, n }: EventLeaf['count'], denied: boolean): HowOften {
  switch (denied ? opposite[op] : op) {
    case 'gte':
      return atLeast(n)
    case 'gt':
      return atLeast(n + 1)
    case 'lt':
      return atMost(n - 1)
    case 'lte':
      return atMost(n)
    case 'eq':
      return n === 0 ? { how: 'never' } : { how: 'exactly', n }
    case 'ne':
      return n === 0 ? { how: 'atLeastOnce' } : { how: 'notExactly', n }
  }
}

const atLeast = (n: number): HowOften => (n <= 1 ? { how: 'atLeastOnce' } : { how: 'atLeast', n })
const atMost = (n: number): HowOften => (n <= 0 ? { how: 'never' } : { how: 'atMost', n })
