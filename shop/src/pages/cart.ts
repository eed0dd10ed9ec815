import { allProducts } from '../api.ts'
import { picture } from '../card.ts'
import { cart, change, described, type Line, type Restored, restore, sums } from '../cart.ts'
import { html, show } from '../html.ts'
import { language, money, t } from '../language.ts'
import { type Address, href, type Page } from '../page.ts'
import { tell } from '../thread.ts'

/** The cart, also of a link: the one in a mail shows the same lines on any device. */
export async function cartPage({ query }: Address): Promise<Page> {
  const found = restore(query)
  const { id, lines } = await cart()
  return {
    title: t.cartTitle,
    markup: content(lines, found),
    ready(place) {
      tell((thread) => {
        thread.page(t.cartTitle)
        thread.track('Cart Viewed', {
          cart_id: id,
          products: lines.map(described),
          currency: 'EUR',
        })
      })
      place.addEventListener('click', async (event) => {
        const button = (event.target as Element).closest<HTMLElement>('[data-by]')
        if (!button) return
        const { sku = '', by = '0' } = button.dataset
        const product = (await allProducts()).find((one) => one.sku === sku)
        if (!product) return
        await change(product, Number(by))
        show(place, content((await cart()).lines, undefined))
        const again = place.querySelector<HTMLElement>(`[data-sku="${sku}"][data-by="${by}"]`)
        ;(again ?? place.querySelector<HTMLElement>('h1'))?.focus()
      })
    },
  }
}

function content(lines: readonly Line[], found: Restored) {
  if (lines.length === 0) {
    return html`<h1 tabindex="-1">${t.cartTitle}</h1>
      <p class="empty">${found === 'ordered' ? t.cartOrdered : t.cartEmpty}</p>
      <p><a class="button" href="${href('/')}">${t.continue}</a></p>`
  }
  return html`<h1 tabindex="-1">${t.cartTitle}</h1>
    ${found === 'restored' && html`<p class="note" role="status">${t.cartRestored}</p>`}
    <div class="twofold">
      <ul class="lines">${lines.map(lineOf)}</ul>
      <aside class="sums">
        ${totals(lines)}
        <a class="button" href="${href('/commande')}">${t.checkout}</a>
        <p><a href="${href('/')}">${t.continue}</a></p>
      </aside>
    </div>`
}

function lineOf({ product, quantity }: Line) {
  const name = product.name[language]
  const { sku } = product
  return html`<li>
    ${picture(product)}
    <div>
      <a href="${href(`/produit/${sku}`)}">${name}</a>
      <span class="by">${product.author ?? product.size}</span>
      <span class="steps">
        <button type="button" data-sku="${sku}" data-by="-1" aria-label="${t.less(name)}">−</button>
        <span aria-label="${t.quantity}">${quantity}</span>
        <button type="button" data-sku="${sku}" data-by="1" aria-label="${t.more(name)}">+</button>
        <button type="button" class="link" data-sku="${sku}" data-by="-99" aria-label="${t.removeNamed(name)}">${t.remove}</button>
      </span>
    </div>
    <strong>${money(product.price * quantity)}</strong>
  </li>`
}

/** What is to pay, and how far it is to free delivery. */
export function totals(lines: readonly Line[], collected = false) {
  const { shown, shipping, total, missing } = sums(lines, collected)
  return html`<dl class="totals">
      <div><dt>${t.subtotal}</dt><dd>${money(shown)}</dd></div>
      <div><dt>${t.delivery}</dt><dd>${shipping === 0 ? t.free : money(shipping)}</dd></div>
      <div class="total"><dt>${t.total} <small>${t.inclusive}</small></dt><dd>${money(total)}</dd></div>
    </dl>
    ${missing > 0 && !collected && html`<p class="missing">${t.missing(money(missing))}</p>`}`
}
