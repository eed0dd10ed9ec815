import { picture } from '../card.ts'
import { add } from '../cart.ts'
import { say } from '../frame.ts'
import { find, html, show } from '../html.ts'
import { money, t } from '../language.ts'
import { href, type Page } from '../page.ts'
import { refusal } from '../refusal.ts'
import { tell } from '../thread.ts'
import { unwish, type Wish, wishes } from '../wishes.ts'

/** What somebody keeps an eye on, with its price and whether it can be had, as it is now. */
export async function wishPage(): Promise<Page> {
  const list = await wishes()
  return {
    title: t.wishTitle,
    markup: html`<div class="wishes">${content(list)}</div>`,
    ready(place) {
      tell((thread) => thread.page(t.wishTitle))
      const page = find('.wishes', place)
      page.addEventListener('click', (event) => {
        const button = (event.target as Element).closest<HTMLElement>('button[data-sku]')
        if (button) void act(page, button).catch((error) => say(refusal(error)))
      })
    },
  }
}

async function act(page: HTMLElement, button: HTMLElement): Promise<void> {
  const { do: deed, sku = '', name = '' } = button.dataset
  if (deed === 'buy') {
    await add(sku)
    return say(t.added(name))
  }
  await unwish(sku)
  show(page, content(await wishes()))
  say(t.unwished(name))
  page.querySelector<HTMLElement>('h1')?.focus()
}

function content(list: readonly Wish[]) {
  if (list.length === 0) {
    return html`<h1 tabindex="-1">${t.wishTitle}</h1>
      <p class="empty">${t.wishEmpty}</p>
      <p><a class="button" href="${href('/')}">${t.continue}</a></p>`
  }
  return html`<h1 tabindex="-1">${t.wishTitle}</h1><ul class="lines">${list.map(wishOf)}</ul>`
}

function wishOf(wish: Wish) {
  const { sku, name, unit, available } = wish
  const forSale = unit !== null && available > 0
  return html`<li>
    ${picture(wish)}
    <div>
      <a href="${href(`/produit/${sku}`)}">${name}</a>
      ${unit === null ? html`<span class="by">${t.notForSale}</span>` : available <= 0 && html`<span class="by wrong">${t.onlyLeft(0)}</span>`}
      <span class="steps">
        ${forSale && html`<button type="button" class="link" data-do="buy" data-sku="${sku}" data-name="${name}">${t.addToCart}</button>`}
        <button type="button" class="link" data-do="remove" data-sku="${sku}" data-name="${name}" aria-label="${t.removeNamed(name)}">${t.remove}</button>
      </span>
    </div>
    <strong>${unit !== null && money(unit)}</strong>
  </li>`
}
