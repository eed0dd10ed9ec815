import { allProducts, type Product } from '../api.ts'
import { grid, picture } from '../card.ts'
import { html } from '../html.ts'
import { t } from '../language.ts'
import { href, type Page } from '../page.ts'
import { tell } from '../thread.ts'

const still = ['MC-ROS-SERUM', 'LV-LA-COURONNE-DE-SEL-1', 'MC-FIG-CANDLE']

const loved = (products: readonly Product[], kind: Product['kind']) =>
  products.filter((product) => product.kind === kind).sort((a, b) => b.weight - a.weight)

export async function home(): Promise<Page> {
  const products = await allProducts()
  const care = loved(products, 'cosmetics')
  const books = loved(products, 'books').sort((a, b) => (b.year ?? 0) - (a.year ?? 0))
  return {
    title: 'Maison Colombe',
    markup: html`<section class="hero">
        <div>
          <h1 tabindex="-1">${t.tagline}</h1>
          <p>${t.intro}</p>
          <p class="actions">
            <a class="button" href="${href('/rayon/soins')}">${t.discover}</a>
            <a class="button quiet" href="${href('/rayon/livres')}">${t.browseBooks}</a>
          </p>
        </div>
        <div class="still" aria-hidden="true">
          ${still.map((sku) => picture({ image: `/shop/images/${sku}.svg` }, false))}
        </div>
      </section>
      <ul class="promises">${t.promises.map(([title, text]) => html`<li><strong>${title}</strong> ${text}</li>`)}</ul>
      <section><h2>${t.bestSellers}</h2>${grid(care.slice(0, 8))}</section>
      <section><h2>${t.newBooks}</h2>${grid(books.slice(0, 8))}</section>`,
    ready: () => tell((thread) => thread.page(document.title)),
  }
}
