import { createHash } from 'node:crypto'

/** Numbers from 0 up to 1 that a seed decides entirely. */
export function chanceOf(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readInt32BE(0)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** So many of the items, none twice, in an order by chance. */
export function drawn<Item>(items: readonly Item[], n: number, chance: () => number): Item[] {
  const all = [...items]
  const most = Math.min(n, all.length)
  for (let place = 0; place < most; place++) {
    const other = place + Math.floor(chance() * (all.length - place))
    const [one, two] = [all[place] as Item, all[other] as Item]
    all[place] = two
    all[other] = one
  }
  return all.slice(0, most)
}
