import { picture } from '../card.ts'
import {
  add,
  addCode,
  type Cart,
  type CartLine,
  cart,
  cartNow,
  change,
  onCartChange,
  type Restored,
  removeCode,
  restore,
  seen,
} from '../cart.ts'
import { say } from '../frame.ts'
import { find, html, show } from '../html.ts'
import { language, money, t } from '../language.ts'
import { type Address, href, type Page } from '../page.ts'
import { refusal } from '../refusal.ts'
import { ask } from '../shopper.ts'
import { tell } from '../thread.ts'

/** The cart, also of a link: the one in a mail shows the same lines on any device. */
export async function cartPage({ query }: Address): Promise<Page> {
  const found = await restore(query)
  const now = await cart()
  return {
    title: t.cartTitle,
    markup: html`<div class="cart">${content(now, found)}</div>`,
    ready(place) {
      tell((thread) => {
        thread.page(t.cartTitle)
        thread.track('Cart Viewed', { cart_id: now.cartId, products: now.lines.map(told) })
      })
      const page = find('.cart', place)
      place.addEventListener('click', (event) => {
        const button = (event.target as Element).closest<HTMLElement>('button[data-do]')
        if (button) void act(page, button).catch((error) => say(refusal(error)))
      })
      place.addEventListener('submit', (event) => {
        event.preventDefault()
        const code = find<HTMLInputElement>('[name=code]', place).value.trim()
        if (code) void addCode(code).catch((error) => say(refusal(error)))
      })
      // Whoever changes it, here, on another device or at a till: it is shown here.
      onCartChange(() => {
        if (page.isConnected) redraw(page, found)
      })
      if (now.changes.length > 0) void seen()
    },
  }
}

const told = ({ sku, name, quantity, unit }: CartLine) => ({
  ...{ product_id: sku, sku, name, quantity, price: (unit ?? 0) / 100 },
})

const deeds: Record<string, (line: CartLine, button: HTMLElement) => Promise<unknown>> = {
  less: ({ id, quantity }) => change(id, { quantity: quantity - 1 }),
  more: ({ sku }) => add(sku),
  remove: ({ id }) => change(id, { quantity: 0 }),
  later: ({ id }) => change(id, { saved: true }),
  back: ({ id }) => change(id, { saved: false }),
}

async function act(page: HTMLElement, button: HTMLElement): Promise<void> {
  const { do: deed = '', line: id } = button.dataset
  if (deed === 'uncode') return void (await removeCode(button.dataset.code ?? ''))
  if (deed === 'till') return showAtTill(page)
  const { lines, saved } = cartNow()
  const line = [...lines, ...saved].find((one) => one.id === id)
  if (line) await deeds[deed]?.(line, button)
}

/** A code by which the till opens this very cart. */
async function showAtTill(page: HTMLElement): Promise<void> {
  const { code } = await ask<{ code: string }>('POST', 'cart/share', { kind: 'till' })
  find('.till', page).textContent = t.tillCode(code.replace(/(.{4})(?=.)/g, '$1 '))
}

/** Draws the cart anew and leaves who is using the keyboard where they are. */
function redraw(page: HTMLElement, found: Restored): void {
  const { do: deed, line } = (document.activeElement as HTMLElement | null)?.dataset ?? {}
  const inside = page.contains(document.activeElement)
  show(page, content(cartNow(), found))
  if (!inside) return
  const again = page.querySelector<HTMLElement>(`[data-do="${deed}"][data-line="${line}"]`)
  ;(again ?? page.querySelector<HTMLElement>('h1'))?.focus()
}

function content(now: Cart, found: Restored) {
  if (now.lines.length === 0 && now.saved.length === 0) {
    return html`<h1 tabindex="-1">${t.cartTitle}</h1>
      <p class="empty">${found === 'ordered' ? t.cartOrdered : t.cartEmpty}</p>
      <p><a class="button" href="${href('/')}">${t.continue}</a></p>`
  }
  return html`<h1 tabindex="-1">${t.cartTitle}</h1>
    ${found === 'restored' && html`<p class="note" role="status">${t.cartRestored}</p>`}
    ${now.changes.map((one) => {
      const line = now.lines.find(({ id }) => id === one.lineId)
      return (
        line && html`<p class="note" role="status">${t.cartChanges[one.kind](line.name, one)}</p>`
      )
    })}
    <div class="twofold">
      <div>
        <ul class="lines">${now.lines.map(lineOf)}</ul>
        ${
          now.saved.length > 0 &&
          html`<h2 class="small">${t.savedForLater}</h2><ul class="lines">${now.saved.map(savedOf)}</ul>`
        }
      </div>
      <aside class="sums">
        ${sumsOf(now)}
        ${now.lines.length > 0 && html`<a class="button" href="${href('/commande')}">${t.checkout}</a>`}
        ${codesOf(now)}
        <p class="till"><button type="button" class="plain" data-do="till">${t.showAtTill}</button></p>
        <p><a href="${href('/')}">${t.continue}</a></p>
      </aside>
    </div>`
}

const titleOf = ({ sku, name }: CartLine) => html`<a href="${href(`/produit/${sku}`)}">${name}</a>`

function lineOf(line: CartLine) {
  const { id, name, quantity, gross, discount, available, unit } = line
  return html`<li>
    ${picture(line)}
    <div>
      ${titleOf(line)}
      ${unit === null && html`<span class="by">${t.notForSale}</span>`}
      ${unit !== null && available < quantity && html`<span class="by wrong">${t.onlyLeft(available)}</span>`}
      <span class="steps">
        <button type="button" data-do="less" data-line="${id}" aria-label="${t.less(name)}">−</button>
        <span aria-label="${t.quantity}">${quantity}</span>
        <button type="button" data-do="more" data-line="${id}" aria-label="${t.more(name)}">+</button>
        <button type="button" class="link" data-do="later" data-line="${id}">${t.saveForLater}</button>
        <button type="button" class="link" data-do="remove" data-line="${id}" aria-label="${t.removeNamed(name)}">${t.remove}</button>
      </span>
    </div>
    <strong>${discount > 0 && html`<s>${money(gross)}</s> `}${money(gross - discount)}</strong>
  </li>`
}

const savedOf = (line: CartLine) => html`<li>
  ${picture(line)}
  <div>
    ${titleOf(line)}
    <span class="steps">
      <button type="button" class="link" data-do="back" data-line="${line.id}">${t.backInCart}</button>
      <button type="button" class="link" data-do="remove" data-line="${line.id}" aria-label="${t.removeNamed(line.name)}">${t.remove}</button>
    </span>
  </div>
  <strong>${line.unit !== null && money(line.unit * line.quantity)}</strong>
</li>`

/** What it comes to before delivery, which is chosen next. */
export const sumsOf = ({ subtotal, discount, total }: Cart) => html`<dl class="totals">
  <div><dt>${t.subtotal}</dt><dd>${money(subtotal)}</dd></div>
  ${discount > 0 && html`<div><dt>${t.discount}</dt><dd>−${money(discount)}</dd></div>`}
  <div class="total"><dt>${t.total} <small>${t.inclusive}</small></dt><dd>${money(total)}</dd></div>
</dl>`

/** Codes, with why one gives nothing. */
function codesOf({ codes, notApplied, promotions }: Cart) {
  const why = (code: string) => {
    if (promotions.some((one) => one.code === code)) return t.codeCounts
    const reason = notApplied.find((one) => one.code === code)
    return reason ? (t.codeWhy[reason.why] ?? t.codeWhy.other)?.(reason.missing ?? 0) : ''
  }
  return html`<form class="codes" novalidate>
      <label for="code">${t.promotionCode}</label>
      <input id="code" name="code" autocomplete="off" autocapitalize="characters" maxlength="60" />
      <button class="button quiet">${t.apply}</button>
    </form>
    ${codes.map(
      (code) => html`<p class="code" lang="${language}">
        <strong>${code}</strong> ${why(code)}
        <button type="button" class="plain" data-do="uncode" data-code="${code}">${t.remove}</button>
      </p>`,
    )}`
}
