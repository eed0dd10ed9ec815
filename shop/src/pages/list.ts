import { allProducts, type Product } from '../api.ts'
import { grid } from '../card.ts'
import { categoriesOf, type Department } from '../frame.ts'
import { find, html, show } from '../html.ts'
import { language, t } from '../language.ts'
import { type Address, href, type Page } from '../page.ts'
import { tell } from '../thread.ts'
import { notFound } from './trouble.ts'

const kinds: Record<Department, Product['kind']> = { soins: 'cosmetics', livres: 'books' }
/** The names that links of mails and ads use. */
const aliases: Record<string, string> = { visage: 'face', imaginaire: 'fantasy', jeunesse: 'youth' }

const orders = {
  loved: (one: Product, other: Product) => other.weight - one.weight,
  price: (one: Product, other: Product) => one.price - other.price,
  name: (one: Product, other: Product) =>
    one.name[language].localeCompare(other.name[language], language),
}
type Order = keyof typeof orders

/** All products of a department or category. */
export async function department({ name }: Address): Promise<Page> {
  const category = aliases[name] ?? name
  if (!(category in t.category)) return notFound()
  const products = await allProducts()
  const title = t.category[category as keyof typeof t.category]
  const siblings = category in kinds ? categoriesOf(category as Department) : []
  return listPage(title, products.filter(belongs(category)), {
    above: html`<ul class="chips">${siblings.map((one) => html`<li><a href="${href(`/rayon/${one}`)}">${t.category[one]}</a></li>`)}</ul>`,
    tells: () =>
      tell((thread) => {
        thread.page(title)
        thread.track('Product List Viewed', { list_id: category, category })
      }),
  })
}

function belongs(category: string): (product: Product) => boolean {
  if (category in kinds) return ({ kind }) => kind === kinds[category as Department]
  if (category === 'nouveautes')
    return ({ year = 0, line }) => year >= 2023 || line === 'the' || line === 'maree'
  return (product) => product.category === category
}

/** What the search field finds: names, authors, series and categories, accents aside. */
export async function search({ query }: Address): Promise<Page> {
  const asked = query.get('q') ?? ''
  const wanted = plain(asked).split(/\s+/).filter(Boolean)
  const products = (await allProducts()).filter((product) => {
    const { name, author = '', series = '', category } = product
    const label = t.category[category as keyof typeof t.category] ?? ''
    const text = plain(`${name.fr} ${name.en} ${author} ${series} ${label}`)
    return wanted.every((word) => text.includes(word))
  })
  return listPage(t.resultsFor(asked), products, {
    tells: () =>
      tell((thread) => {
        thread.page(t.search)
        thread.track('Products Searched', { query: asked, results: products.length })
      }),
  })
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

interface Extras {
  readonly above?: ReturnType<typeof html>
  readonly tells: () => void
}

function listPage(title: string, products: readonly Product[], { above, tells }: Extras): Page {
  const sorted = (order: Order) => grid([...products].sort(orders[order]))
  return {
    title,
    markup: html`<h1 tabindex="-1">${title}</h1>
      ${above}
      ${
        products.length === 0
          ? html`<p class="empty">${t.noResult}</p>`
          : html`<div class="sorting">
                <p>${t.results(products.length)}</p>
                <label>${t.sort}
                  <select>${Object.entries(t.sorts).map(([key, label]) => html`<option value="${key}">${label}</option>`)}</select>
                </label>
              </div>
              <div class="results">${sorted('loved')}</div>`
      }`,
    ready(place) {
      tells()
      place.querySelector('select')?.addEventListener('change', (event) => {
        show(find('.results', place), sorted((event.target as HTMLSelectElement).value as Order))
      })
    },
  }
}
