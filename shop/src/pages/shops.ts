import { locations } from '../api.ts'
import { html } from '../html.ts'
import { t } from '../language.ts'
import type { Page } from '../page.ts'
import { tell } from '../thread.ts'

export async function shopsPage(): Promise<Page> {
  const all = await locations()
  return {
    title: t.shopsTitle,
    markup: html`<h1 tabindex="-1">${t.shopsTitle}</h1>
      <ul class="places">${all.map(
        ({ name, address, phone, now }) => html`<li>
          <h2 class="small">${name}</h2>
          <p>${address.street}<br />${address.postalCode} ${address.city}</p>
          <p class="by">${t.openState(now.open, now.until ?? now.opensAt)}${phone && html`<br /><a href="tel:${phone}">${phone.replace('+33', '0').replace(/(\d\d)(?=\d)/g, '$1 ')}</a>`}</p>
        </li>`,
      )}</ul>`,
    ready: () => tell((thread) => thread.page(t.shopsTitle)),
  }
}
