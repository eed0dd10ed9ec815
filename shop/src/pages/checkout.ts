import { type Shop, shops, type Wording } from '../api.ts'
import { cart, close, decimal, described, type Line, sums } from '../cart.ts'
import { find, html, show } from '../html.ts'
import { language, money, t } from '../language.ts'
import { go, href, type Page } from '../page.ts'
import { proof, tell, words } from '../thread.ts'
import { totals } from './cart.ts'

/** An order and the permission to be written to are two things: the box is never ticked beforehand. */
export async function checkout(): Promise<Page> {
  const [{ id, lines }, all, wording] = await Promise.all([
    cart(),
    shops(),
    words('marketing', 'email'),
  ])
  if (lines.length === 0) {
    return {
      title: t.checkoutTitle,
      markup: html`<h1 tabindex="-1">${t.cartEmpty}</h1><p><a class="button" href="${href('/')}">${t.continue}</a></p>`,
    }
  }
  return {
    title: t.checkoutTitle,
    markup: form(lines, all, wording),
    ready(place) {
      tell((thread) => {
        thread.page(t.checkoutTitle)
        const value = decimal(sums(lines).shown)
        thread.track('Checkout Started', {
          cart_id: id,
          value,
          currency: 'EUR',
          products: lines.map(described),
        })
      })
      const order = find<HTMLFormElement>('form', place)
      order.addEventListener('change', () => {
        const collected = order.how.value === 'collect'
        find('.pickup', place).hidden = !collected
        show(find('.sums .what', place), totals(lines, collected))
        find('.pay', place).textContent = t.pay(money(sums(lines, collected).total))
      })
      order.addEventListener('submit', (event) => {
        event.preventDefault()
        if (check(order)) pay(order, { id, lines, wording })
      })
    },
  }
}

function form(lines: readonly Line[], all: readonly Shop[], wording: Wording | undefined) {
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
          <label class="choice"><input type="radio" name="how" value="home" checked /> ${t.home}</label>
          <label class="choice"><input type="radio" name="how" value="collect" /> ${t.collect}</label>
          <label class="pickup" hidden>${t.whichShop}
            <select name="shop">${all.map((shop) => html`<option value="${shop.id}">${shop.name}</option>`)}</select>
          </label>
        </fieldset>
        ${wording && html`<label class="choice agree"><input type="checkbox" name="newsletter" /> <span>${wording.text}</span></label>`}
      </div>
      <aside class="sums">
        <h2 class="small">${t.summary}</h2>
        <ul class="brief">${lines.map(({ product, quantity }) => html`<li>${quantity} × ${product.name[language]}</li>`)}</ul>
        <div class="what">${totals(lines)}</div>
        <button class="button pay">${t.pay(money(sums(lines).total))}</button>
        <p class="by">${t.demoPayment}</p>
      </aside>
    </form>`
}

export const field = (name: string, label: string, type: string, autocomplete: string, hint = '') =>
  html`<div class="field">
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required aria-describedby="${name}-hint" />
    <span class="hint" id="${name}-hint">${hint}</span>
  </div>`

/** Says at each field what is wrong with it, and leads to the first. */
export function check(form: HTMLFormElement): boolean {
  const fields = [...form.querySelectorAll<HTMLInputElement>('.field input')]
  const wrong = fields.filter((input) => {
    const bad = !input.checkValidity()
    input.setAttribute('aria-invalid', String(bad))
    const hint = find(`#${input.name}-hint`, form)
    hint.classList.toggle('wrong', bad)
    if (bad) hint.textContent = input.type === 'email' ? t.emailWrong : t.required
    return bad
  })
  wrong[0]?.focus()
  return wrong.length === 0
}

interface Order {
  readonly id: string
  readonly lines: readonly Line[]
  readonly wording: Wording | undefined
}

function pay(form: HTMLFormElement, { id, lines, wording }: Order): void {
  const { email, firstName, lastName, how, shop, newsletter } = form
  const collected = how.value === 'collect'
  const { revenue, tax, shipping, total } = sums(lines, collected)
  const orderId = `W-${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36).toUpperCase().padStart(7, '0')}`
  const contract = { basis: 'contract' } as const
  tell((thread) => {
    const traits = {
      email: email.value.trim(),
      firstName: firstName.value.trim(),
      lastName: lastName.value.trim(),
    }
    thread.identify({ ...traits, language }, {}, contract)
    if (newsletter?.checked && wording) thread.giveConsent(proof(wording, 'checkout'))
    thread.track(
      'Order Completed',
      {
        order_id: orderId,
        cart_id: id,
        revenue: decimal(revenue),
        tax: decimal(tax),
        shipping: decimal(shipping),
        total: decimal(total),
        currency: 'EUR',
        ...(collected && { shop_id: shop.value }),
        products: lines.map(described),
      },
      contract,
    )
    void thread.flush()
  })
  close(id)
  sessionStorage.setItem(
    'colombe.thanks',
    JSON.stringify({ orderId, email: email.value, name: firstName.value }),
  )
  go('/merci')
}
