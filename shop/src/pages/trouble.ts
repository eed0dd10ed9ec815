import { html } from '../html.ts'
import { t } from '../language.ts'
import { href, type Page } from '../page.ts'

export const notFound = (): Page => ({
  title: t.notFound,
  markup: html`<h1 tabindex="-1">${t.notFound}</h1><p><a class="button" href="${href('/')}">${t.continue}</a></p>`,
})

export const failed = (): Page => ({
  title: 'Maison Colombe',
  markup: html`<h1 tabindex="-1">${t.failed}</h1><p><a class="button" href="${location.href}">${t.retry}</a></p>`,
})
