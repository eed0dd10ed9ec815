import type { Product } from './api.ts'
import { html } from './html.ts'
import { language, money, rating, t } from './language.ts'
import { href } from './page.ts'

export const picture = ({ image }: Pick<Product, 'image'>, lazy = true) =>
  image === null
    ? html`<span class="no-picture"></span>`
    : html`<img src="${image}" alt="" width="600" height="600" loading="${lazy ? 'lazy' : 'eager'}" />`

export const stars = (product: Product) =>
  product.rating !== null &&
  html`<span class="stars" role="img" aria-label="${t.rated(rating(product.rating))}"><span aria-hidden="true">★ ${rating(product.rating)}</span></span>`

/** A product among others. */
export const card = (product: Product) => html`<li class="card">
  <a href="${href(`/produit/${product.sku}`)}">
    ${picture(product)}
    <span class="name">${product.name[language]}</span>
    <span class="by">${product.author ?? (product.size || '')}</span>
    <span class="price">${money(product.price)} ${stars(product)}</span>
  </a>
</li>`

export const grid = (products: readonly Product[]) =>
  html`<ul class="grid">${products.map(card)}</ul>`
