import type { Wording } from '../api.ts'
import { type Cart, cart, close, linkedCart } from '../cart.ts'
import { check, field } from '../field.ts'
import { find, html, show } from '../html.ts'
import { language, money, t } from '../language.ts'
import {
  type Availability,
  availability,
  type Option,
  order,
  type Quote,
  quote,
  type Wanted,
} from '../order.ts'
import { go, href, type Page } from '../page.ts'
import { refusal } from '../refusal.ts'
import { Refused } from '../shopper.ts'
import { proof, tell, words } from '../thread.ts'

/** The cards of the demonstration's bank: one that pays, one that the bank asks about, one that is refused. */
const cards = ['pm_card_visa', 'pm_card_authenticationRequired', 'pm_card_chargeDeclined'] as const

/** An order and the permission to be written to are two things: the box is never ticked beforehand. */
export async function checkout(): Promise<Page> {
  const now = await cart()
  if (now.lines.length === 0) {
    return {
      title: t.checkoutTitle,
      markup: html`<h1 tabindex="-1">${t.cartEmpty}</h1><p><a class="button" href="${href('/')}">${t.continue}</a></p>`,
    }
  }
  const skus = now.lines.map(({ sku }) => sku)
  const [first, places, wording] = await Promise.all([
    quote({ option: 'standard' }),
    availability(skus),
    words('marketing', 'email'),
  ])
  return {
    title: t.checkoutTitle,
    markup: form(first, places, now, wording),
    ready(place) {
      tell((thread) => {
        thread.page(t.checkoutTitle)
        thread.track('Checkout Started', {
          ...{ cart_id: now.cartId, value: first.subtotal / 100, currency: 'EUR' },
          products: now.lines.map(({ sku, name, quantity }) => ({ sku, name, quantity })),
        })
      })
      serve(find<HTMLFormElement>('form', place), first, now, wording)
    },
  }
}

/** Follows what is chosen: each way of delivery has its price, each its fields. */
function serve(form: HTMLFormElement, first: Quote, now: Cart, wording: Wording | undefined): void {
  let offered = first
  const kindOf = (code: string) => offered.options.find((one) => one.code === code)?.kind ?? 'ship'
  const wanted = (): Wanted => {
    const option: string = form.how.value
    return kindOf(option) === 'ship' ? { option } : { option, shop: form.shop.value }
  }
  const ask = async () => {
    const kind = kindOf(form.how.value)
    find('.address', form).hidden = kind !== 'ship'
    find('.pickup', form).hidden = kind === 'ship'
    find('.paying', form).hidden = kind === 'reserve'
    offered = await quote(wanted())
    show(find('.what', form), sums(offered))
    const pay = find<HTMLButtonElement>('.pay', form)
    pay.textContent = kind === 'reserve' ? t.reserve : t.pay(money(offered.total))
    pay.disabled = offered.missing.length > 0
    find('.refused', form).textContent = offered.missing.length > 0 ? t.notThere : ''
  }
  const fail = (error: unknown) => {
    find('.refused', form).textContent = refusal(error)
  }
  for (const name of ['how', 'shop']) {
    form.addEventListener('change', (event) => {
      if ((event.target as HTMLInputElement).name === name) void ask().catch(fail)
    })
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (!check(form)) return
    const pay = find<HTMLButtonElement>('.pay', form)
    pay.disabled = true
    try {
      await buy(form, { wanted: wanted(), kind: kindOf(form.how.value), offered, now, wording })
    } catch (error) {
      fail(error)
      if (error instanceof Refused && /price-changed|insufficient/.test(error.code)) await ask()
    } finally {
      pay.disabled = false
    }
  })
}

interface Buying {
  readonly wanted: Wanted
  readonly kind: Option['kind']
  readonly offered: Quote
  readonly now: Cart
  readonly wording: Wording | undefined
}

async function buy(form: HTMLFormElement, buying: Buying): Promise<void> {
  const { wanted, kind, offered, now, wording } = buying
  const text = (name: string) => (form[name] as HTMLInputElement).value.trim()
  const contact = {
    ...{ email: text('email'), firstName: text('firstName'), lastName: text('lastName') },
  }
  const card = text('giftCard')
  const linked = linkedCart()
  const { order: placed, redirectUrl } = await order({
    ...{ ...wanted, contact, total: offered.total },
    ...(linked && { resumes: linked }),
    ...(kind === 'ship' && {
      address: {
        name: `${contact.firstName} ${contact.lastName}`,
        ...{ street: text('street'), postalCode: text('postalCode'), city: text('city') },
        country: 'FR',
      },
    }),
    payments:
      kind === 'reserve'
        ? []
        : [
            ...(card ? [{ means: 'gift-card', code: card }] : []),
            { means: 'card', token: text('card') },
          ],
  })
  tell((thread) => {
    thread.identify({ ...contact, language }, {}, { basis: 'contract' })
    if (form.newsletter?.checked && wording) thread.giveConsent(proof(wording, 'checkout'))
    void thread.flush()
  })
  // The bank wants to see them: they come back to the order's own page, whatever they say there.
  if (redirectUrl) return location.assign(redirectUrl)
  await close(now.cartId)
  const { number, page, fulfilments } = placed
  const [pickup] = fulfilments.filter(({ code }) => code)
  sessionStorage.setItem(
    'colombe.thanks',
    JSON.stringify({ number, page, pickup, email: contact.email, name: contact.firstName }),
  )
  go('/merci')
}

function form(first: Quote, places: Availability, now: Cart, wording: Wording | undefined) {
  return html`<h1 tabindex="-1">${t.checkoutTitle}</h1>
    <form class="twofold" novalidate>
      <div>
        <fieldset>
          <legend>${t.contact}</legend>
          ${field('email', t.email, 'email', 'email', t.emailHint)}
          <div class="pair">
            ${field('firstName', t.firstName, 'text', 'given-name')} ${field('lastName', t.lastName, 'text', 'family-name')}
          </div>
        </fieldset>
        <fieldset>
          <legend>${t.how}</legend>
          ${first.options.map((option) => optionOf(option, first))}
          <div class="address">
            ${field('street', t.street, 'text', 'street-address')}
            <div class="pair">
              ${field('postalCode', t.postalCode, 'text', 'postal-code')} ${field('city', t.city, 'text', 'address-level2')}
            </div>
          </div>
          <label class="pickup" hidden>${t.whichShop}
            <select name="shop">${places.shops.map((shop) => shopOf(shop, now))}</select>
          </label>
        </fieldset>
        <fieldset class="paying">
          <legend>${t.payment}</legend>
          <label class="means">${t.card}
            <select name="card">${cards.map((card) => html`<option value="${card}">${t.cards[card]}</option>`)}</select>
          </label>
          <label class="means">${t.giftCard}
            <input name="giftCard" autocomplete="off" maxlength="60" />
          </label>
        </fieldset>
        ${wording && html`<label class="choice agree"><input type="checkbox" name="newsletter" /> <span>${wording.text}</span></label>`}
      </div>
      <aside class="sums">
        <h2 class="small">${t.summary}</h2>
        <ul class="brief">${now.lines.map(({ name, quantity }) => html`<li>${quantity} × ${name}</li>`)}</ul>
        <div class="what">${sums(first)}</div>
        <p class="refused wrong" role="alert">${first.missing.length > 0 && t.notThere}</p>
        <button class="button pay">${t.pay(money(first.total))}</button>
        <p class="by">${t.demoPayment}</p>
      </aside>
    </form>`
}

const optionOf = ({ code, kind, name, price, days }: Option, { chosen }: Quote) =>
  html`<label class="choice"><input type="radio" name="how" value="${code}" ${code === chosen && 'checked'} />
    <span>${name} <small class="by">${days && t.days(days[0], days[1])}</small></span>
    <strong>${price > 0 ? money(price) : kind === 'ship' ? t.free : t.freeOfCharge}</strong></label>`

function shopOf(shop: Availability['shops'][number], now: Cart) {
  const { code, name, articles, broughtFrom } = shop
  const holds = (count: (article: (typeof articles)[number]) => number) =>
    now.lines.every(({ sku, quantity }) => {
      const article = articles.find((one) => one.sku === sku)
      return article !== undefined && count(article) >= quantity
    })
  const brought = broughtFrom && holds(({ available, elsewhere }) => available + elsewhere)
  const said = holds(({ available }) => available)
    ? t.inThisShop
    : brought
      ? t.broughtHere(new Date(broughtFrom))
      : t.notInThisShop
  return html`<option value="${code}">${name} · ${said}</option>`
}

/** What is to pay, as it is delivered. */
function sums({ subtotal, discount, delivery, total, vat, readyFrom }: Quote) {
  return html`<dl class="totals">
      <div><dt>${t.subtotal}</dt><dd>${money(subtotal)}</dd></div>
      ${discount > 0 && html`<div><dt>${t.discount}</dt><dd>−${money(discount)}</dd></div>`}
      <div><dt>${t.delivery}</dt><dd>${delivery === 0 ? t.free : money(delivery)}</dd></div>
      <div class="total"><dt>${t.total} <small>${t.including(money(vat))}</small></dt><dd>${money(total)}</dd></div>
    </dl>
    ${readyFrom && html`<p class="missing">${t.readyFrom(new Date(readyFrom))}</p>`}`
}
