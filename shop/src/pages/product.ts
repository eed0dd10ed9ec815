import { allProducts, type FullProduct, fullProduct, type Product } from '../api.ts'
import { grid, picture, stars } from '../card.ts'
import { add, described } from '../cart.ts'
import { say } from '../frame.ts'
import { find, html, show } from '../html.ts'
import { icons } from '../icons.ts'
import { language, money, t } from '../language.ts'
import { type Availability, availability } from '../order.ts'
import { type Address, href, type Page } from '../page.ts'
import { refusal } from '../refusal.ts'
import { ask, measured, token } from '../shopper.ts'
import { tell } from '../thread.ts'
import { unwish, wish, wishes } from '../wishes.ts'
import { notFound } from './trouble.ts'

export async function product({ name: sku }: Address): Promise<Page> {
  const products = await allProducts()
  if (!products.some((one) => one.sku === sku)) return notFound()
  const [one, list] = await Promise.all([fullProduct(sku), wishes().catch(() => [])])
  const wished = list.some((other) => other.sku === sku)
  const name = one.name[language]
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
            <label>${t.quantity} <input name="quantity" type="number" min="1" max="20" value="1" inputmode="numeric" /></label>
            <button class="button">${t.addToCart}</button>
            <button type="button" class="plain wish" aria-pressed="${String(wished)}">${icons.heart} <span>${wished ? t.wished : t.wish}</span></button>
          </form>
          <div class="where">
            <button type="button" class="plain near">${t.whereNear}</button>
            <div class="stock" role="status"></div>
          </div>
          ${details(one)}
        </div>
      </article>
      <section><h2>${t.alsoLike}</h2>${grid(similar(products, one))}</section>`,
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
      find('.near', place).addEventListener('click', () => void showStock(place, sku))
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

/** Wishes for it, or no more. */
async function turnWish(button: HTMLElement, sku: string): Promise<void> {
  const wanted = button.getAttribute('aria-pressed') !== 'true'
  await (wanted ? wish(sku) : unwish(sku))
  button.setAttribute('aria-pressed', String(wanted))
  find('span', button).textContent = wanted ? t.wished : t.wish
}

/** Where it is in stock, the nearest shop first for who tells where they are. */
async function showStock(place: HTMLElement, sku: string): Promise<void> {
  const answer = find('.stock', place)
  answer.textContent = t.loading
  const near = await new Promise<GeolocationPosition | undefined>((resolve) => {
    if (!navigator.geolocation) return resolve(undefined)
    navigator.geolocation.getCurrentPosition(resolve, () => resolve(undefined), { timeout: 3000 })
  })
  try {
    const { latitude, longitude } = near?.coords ?? {}
    const found = await availability(
      [sku],
      latitude !== undefined && longitude !== undefined ? { latitude, longitude } : undefined,
    )
    show(answer, stockOf(found))
  } catch (error) {
    answer.textContent = refusal(error)
  }
}

function stockOf({ delivered, shops }: Availability) {
  const atHome = delivered[0]?.available ?? 0
  return html`<p>${atHome > 0 ? t.canBeSent : t.cannotBeSent}</p>
    <ul class="places-brief">${shops.map(({ name, articles, metres, readyFrom }) => {
      const there = articles[0]?.available ?? 0
      return html`<li class="${there > 0 ? 'in' : 'out'}">
        <span>${name} ${metres !== null && html`<small class="by">${t.away(metres)}</small>`}</span>
        <span>${there > 0 ? t.stockHere(there, new Date(readyFrom)) : t.notInThisShop}</span>
      </li>`
    })}</ul>`
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
    .filter((other) => other.sku !== one.sku && nearness(other) > 0)
    .sort((a, b) => nearness(b) - nearness(a) || b.weight - a.weight)
    .slice(0, 4)
}
