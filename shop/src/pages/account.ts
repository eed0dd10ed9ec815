import { check, field } from '../field.ts'
import { say } from '../frame.ts'
import { find, html } from '../html.ts'
import { language, money, t } from '../language.ts'
import { type Order, orders } from '../order.ts'
import { go, type Page } from '../page.ts'
import { refusal } from '../refusal.ts'
import { ask, keepToken, token } from '../shopper.ts'
import { proof, tell, words } from '../thread.ts'

const place = 'colombe.email'

interface Shopper {
  readonly signedIn: boolean
  readonly customer: { readonly email: string | null } | null
}

/**
 * Who says an address is recognised by it. Who also has the code that is mailed there finds their cart
 * and their orders: those are shown to nobody who only says so.
 */
export async function account(): Promise<Page> {
  const shopper = token() ? await ask<Shopper>('GET', 'session') : undefined
  const known = shopper?.customer?.email ?? localStorage.getItem(place)
  const own = shopper?.signedIn ? (await orders()).orders : undefined
  return {
    title: t.accountTitle,
    markup: html`<div class="calm">
      <h1 tabindex="-1">${t.accountTitle}</h1>
      ${known ? knownAs(known, own) : await unknown()}
    </div>`,
    ready(page) {
      tell((thread) => thread.page(t.accountTitle))
      page.querySelector('.forget')?.addEventListener('click', () => void forget(own !== undefined))
      listen(page, 'form.who', introduce)
      listen(page, 'form.code', (form) => enter(form, known ?? ''))
    },
  }
}

function listen(page: HTMLElement, which: string, act: (form: HTMLFormElement) => Promise<void>) {
  const form = page.querySelector<HTMLFormElement>(which)
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    if (check(form)) void act(form).catch((error) => say(refusal(error)))
  })
}

async function unknown() {
  const wording = await words('marketing', 'email')
  return html`<p>${t.accountIntro}</p>
    <form class="who" novalidate>
      ${field('email', t.email, 'email', 'email')} ${field('firstName', t.firstName, 'text', 'given-name')}
      ${wording && html`<label class="choice agree"><input type="checkbox" name="newsletter" /> <span>${wording.text}</span></label>`}
      <button class="button">${t.identify}</button>
    </form>`
}

const knownAs = (
  email: string,
  own: readonly Order[] | undefined,
) => html`<p>${t.knownAs(email)}</p>
  ${
    own
      ? html`<h2 class="small">${t.orders}</h2>
        ${own.length === 0 && html`<p>${t.noOrders}</p>`}
        <ul class="orders">${own.map(
          ({ number, page, total, state, placedAt }) => html`<li>
            <a href="${page}">${number}</a> <span class="by">${t.on(new Date(placedAt))} · ${t.orderStates[state]}</span>
            <strong>${money(total)}</strong>
          </li>`,
        )}</ul>`
      : html`<form class="code" novalidate>
          <p>${t.codeMailed}</p>
          ${field('code', t.signInCode, 'text', 'one-time-code')}
          <button class="button">${t.signIn}</button>
        </form>`
  }
  <button class="button quiet forget" type="button">${own ? t.signOut : t.forget}</button>`

async function introduce(form: HTMLFormElement): Promise<void> {
  const wording = await words('marketing', 'email')
  const email = find<HTMLInputElement>('#email', form).value.trim()
  const firstName = find<HTMLInputElement>('#firstName', form).value.trim()
  localStorage.setItem(place, email)
  tell((thread) => {
    thread.identify({ email, firstName, language }, {}, { basis: 'contract' })
    if (form.newsletter?.checked && wording) thread.giveConsent(proof(wording, 'account'))
  })
  await ask('POST', 'sign-in/code', { email })
  go('/compte')
  say(t.welcome)
}

async function enter(form: HTMLFormElement, email: string): Promise<void> {
  const code = find<HTMLInputElement>('#code', form).value.replaceAll(/\D/g, '')
  const session = await ask<{ token: string }>('POST', 'sign-in', { email, code })
  keepToken(session.token)
  go('/compte')
}

async function forget(signedIn: boolean): Promise<void> {
  localStorage.removeItem(place)
  if (token() && signedIn) await ask('DELETE', 'session')
  keepToken(undefined)
  tell((thread) => thread.reset())
  go('/compte')
  say(t.forgotten)
}
