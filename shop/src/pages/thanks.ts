import { html } from '../html.ts'
import { t } from '../language.ts'
import { href, type Page } from '../page.ts'
import { tell } from '../thread.ts'
import { notFound } from './trouble.ts'

export async function thanks(): Promise<Page> {
  const order = JSON.parse(sessionStorage.getItem('colombe.thanks') ?? 'null')
  if (!order) return notFound()
  return {
    title: t.ordered,
    markup: html`<div class="calm">
      <h1 tabindex="-1">${t.thanks(order.name)}</h1>
      <p>${t.ordered} ${t.sentTo(order.email)}</p>
      <p>${t.orderNumber} <strong class="number">${order.number}</strong></p>
      ${
        order.pickup &&
        html`<p>${t.pickupCode(order.pickup.place?.name ?? '')} <strong class="pickup-code">${order.pickup.code}</strong></p>`
      }
      <p><a class="button" href="${order.page}">${t.followOrder}</a></p>
      <p><a href="${href('/')}">${t.continue}</a></p>
    </div>`,
    ready: () => tell((thread) => thread.page(t.ordered)),
  }
}
