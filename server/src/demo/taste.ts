import { type Product, products } from './catalogue.ts'
import type { Person } from './person.ts'
import { type Random, weighted } from './random.ts'

const byKind = {
  cosmetics: weighted(
    products.filter(({ kind }) => kind === 'cosmetics'),
    ({ weight }) => weight,
  ),
  books: weighted(
    products.filter(({ kind }) => kind === 'books'),
    ({ weight }) => weight,
  ),
}
const byCategory = new Map(
  [...new Set(products.map(({ category }) => category))].map((category) => [
    category,
    weighted(
      products.filter((product) => product.category === category),
      ({ weight }) => weight,
    ),
  ]),
)

/** A product that draws this person: mostly of a category they love, else of a kind they like. */
export function temptation(person: Person, random: Random): Product {
  const cosmetic = random.chance(person.cosmetics)
  const favourite = person.favourites[cosmetic ? 0 : 1]
  const shelf =
    favourite !== undefined && random.chance(0.55) ? byCategory.get(favourite) : undefined
  return (shelf ?? byKind[cosmetic ? 'cosmetics' : 'books'])(random.next())
}
