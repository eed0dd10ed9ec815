import { allProducts, type FullProduct, fullProduct, type Product } from '../api.ts'
import { grid, picture, stars } from '../card.ts'
import { add, described } from '../cart.ts'
import { say } from '../frame.ts'
import { find, html, show } from '../html.ts'
import { icons } from '../icons.ts'
import { language, money, t } from '../language.ts'
import { type Availability, followAvailability, type Place } from '../order.ts'
import { type Address, go, href, type Page } from '../page.ts'
import { refusal } from '../refusal.ts'
import { ask, measured, token } from '../shopper.ts'
import { tell } from '../thread.ts'
import { unwish, wish, wishes } from '../wishes.ts'
import { notFound } from './trouble.ts'

export async function product({ name: sku }: Address): Promise<Page> {
  const [products, one, list] = await Promise.all([
    allProducts(),
    fullProduct(sku),
    wishes().catch(() => []),
  ])
  if (!one) return notFound()
  const wished = list.some((other) => other.sku === sku)
  const name = one.name[language]
  let stop = () => {}
  return {
    title: name,
    markup: html`<article class="product">
        <div class="view">${picture(one, false)}</div>
        <div>
          <p class="crumb"><a href="${href(`/rayon/${one.category}`)}">${t.category[one.category as keyof typeof t.category]}</a></p>
          <h1 tabindex="-1">${name}</h1>
          ${one.author && html`<p class="by">${one.author}</p>`}
          <p class="price big">${money(one.price)} <small>${t.inclusive}</small> ${stars(one)}</p>
          <p class="text">${one.description[language]}</p>
          <form class="buy">
            ${one.variants.length > 1 && variantsOf(one)}
            <label>${t.quantity} <input name="quantity" type="number" min="1" max="20" value="1" inputmode="numeric" /></label>
            <button class="button">${t.addToCart}</button>
            <button type="button" class="plain wish" aria-pressed="${String(wished)}">${icons.heart} <span>${wished ? t.wished : t.wish}</span></button>
          </form>
          <div class="where">
            <p class="sent" role="status"></p>
            <button type="button" class="plain near" aria-expanded="false">${t.whereNear}</button>
            <div class="stock" hidden></div>
          </div>
          ${details(one)}
        </div>
      </article>
      <section><h2>${t.alsoLike}</h2>${grid(similar(products, one))}</section>`,
    leave: () => stop(),
    ready(place) {
      tell((thread) => {
        thread.page(name)
        thread.track('Product Viewed', { ...described(one), quantity: 1, currency: 'EUR' })
        // Only of who agreed is it remembered what they looked at; whether they did, the thread knows.
        if (!measured() || !token()) return
        ask('PUT', `viewed/${encodeURIComponent(sku)}`).catch(reportError)
      })
      find('.wish', place).addEventListener('click', ({ currentTarget }) => {
        void turnWish(currentTarget as HTMLElement, sku).catch((error) => say(refusal(error)))
      })
      stop = followAvailability(sku, undefined, (now) => showStock(place, now))
      find('.near', place).addEventListener('click', async ({ currentTarget }) => {
        const button = currentTarget as HTMLElement
        button.setAttribute('aria-expanded', 'true')
        find('.stock', place).hidden = false
        const near = await whereabouts()
        // Who left the page meanwhile follows nothing.
        if (!near || !button.isConnected) return
        stop()
        stop = followAvailability(sku, near, (now) => showStock(place, now))
      })
      place.querySelector('[name=variant]')?.addEventListener('change', (event) => {
        go(`/produit/${(event.target as HTMLSelectElement).value}`)
      })
      find('form', place).addEventListener('submit', async (event) => {
        event.preventDefault()
        const { valueAsNumber } = find<HTMLInputElement>('[name=quantity]', place)
        try {
          await add(sku, Number.isInteger(valueAsNumber) ? valueAsNumber : 1)
          say(t.added(name))
        } catch (error) {
          say(refusal(error))
        }
      })
    },
  }
}

/** Each variant has a page of its own. */
const variantsOf = ({ variants, sku }: FullProduct) =>
  html`<label>${t.variant} <select name="variant">${variants.map(
    (one) =>
      html`<option value="${one.sku}" ${one.sku === sku && 'selected'}>${one.name[language] || one.sku} · ${money(one.price)}</option>`,
  )}</select></label>`

/** Wishes for it, or no more. */
async function turnWish(button: HTMLElement, sku: string): Promise<void> {
  const wanted = button.getAttribute('aria-pressed') !== 'true'
  await (wanted ? wish(sku) : unwish(sku))
  button.setAttribute('aria-pressed', String(wanted))
  find('span', button).textContent = wanted ? t.wished : t.wish
}

/** Where somebody is, if they tell. */
const whereabouts = () =>
  new Promise<Place | undefined>((resolve) => {
    if (!navigator.geolocation) return resolve(undefined)
    const told = ({ coords: { latitude, longitude } }: GeolocationPosition) =>
      resolve({ latitude, longitude })
    navigator.geolocation.getCurrentPosition(told, () => resolve(undefined), { timeout: 3000 })
  })

/** What there is of it now: to be sent, and in the shops, the nearest first for who tells where they are. */
function showStock(place: HTMLElement, { delivered, shops }: Availability): void {
  const sent = t.toSend(delivered[0]?.available ?? 0)
  const line = find('.sent', place)
  // Said aloud only when it changes.
  if (line.textContent !== sent) line.textContent = sent
  show(find('.stock', place), html`<ul class="places-brief">${shops.map(inShop)}</ul>`)
}

function inShop({ name, articles, metres, readyFrom, broughtFrom }: Availability['shops'][number]) {
  const { available = 0, elsewhere = 0 } = articles[0] ?? {}
  const brought = broughtFrom !== null && elsewhere > 0
  const said =
    available > 0
      ? t.stockHere(available, new Date(readyFrom))
      : brought
        ? t.broughtHere(new Date(broughtFrom))
        : t.notInThisShop
  return html`<li class="${available > 0 ? 'in' : 'out'}">
    <span>${name} ${metres !== null && html`<small class="by">${t.away(metres)}</small>`}</span>
    <span>${said}</span>
  </li>`
}

function details(one: FullProduct) {
  const rows: (readonly [string, string | undefined | false])[] = [
    [t.author, one.author],
    [t.series, one.series],
    [t.year, one.year?.toString()],
    [t.pages, one.pages?.toString()],
    [t.age, one.age !== undefined && t.fromAge(one.age)],
    [t.size, one.size],
    [t.skin, one.skin && t.skins[one.skin as keyof typeof t.skins]],
    [t.code, one.ean],
  ]
  return html`<h2 class="small">${t.details}</h2>
    <dl class="details">${rows.map(([term, text]) => text && html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>
    ${one.ingredients && html`<h2 class="small">${t.ingredients}</h2><p class="inci">${one.ingredients.join(', ')}</p>`}`
}

/** Of the same series, author, line or category, the most loved first. */
function similar(products: readonly Product[], one: Product): Product[] {
  const nearness = (other: Product) =>
    (other.series && other.series === one.series ? 4 : 0) +
    (other.author && other.author === one.author ? 3 : 0) +
    (other.line && other.line === one.line ? 2 : 0) +
    (other.category === one.category ? 1 : 0)
  return products
    .filter((other) => other.code !== one.code && nearness(other) > 0)
    .sort((a, b) => nearness(b) - nearness(a) || b.weight - a.weight)
    .slice(0, 4)
}
