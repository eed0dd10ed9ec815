import type { ConsentLanguage } from '../contract.ts'
import { type Html, html } from '../page.ts'
import { dayIn, pageTexts } from '../texts/catalogue.ts'
import type { CopyStanding } from './own-copy.ts'

interface Section {
  readonly token: string
  readonly language: ConsentLanguage
  readonly copy: CopyStanding
  readonly timeZone: string
  readonly justAsked: boolean
}

/** Below one's choices: a copy of one's data, and where it is. Whoever holds this page's link sees no data by it. */
export function copySection({ token, language, copy, timeZone, justAsked }: Section): Html {
  const texts = pageTexts[language].copy
  const day = (moment: Date) => dayIn(language, moment, timeZone)
  const button = (label: string) =>
    html`<form method="post" action="/p/${token}/copy"><input type="hidden" name="language" value="${language}">
<div class="actions"><button>${label}</button></div></form>`
  const said = (body: Html) =>
    justAsked ? html`<p class="said" role="status">${body}</p>` : html`<p>${body}</p>`
  const body =
    copy.state === 'in-hand'
      ? said(html`${texts.inHand} ${day(copy.dueAt)}.`)
      : copy.state === 'asked'
        ? html`${said(html`${texts.asked}`)}${button(texts.again)}`
        : copy.state === 'nowhere-to-write'
          ? html`<p>${texts.nowhere}</p>`
          : html`<p>${texts.text}</p>${button(texts.ask)}`
  return html`<section id="copy"><h2>${texts.title}</h2>${body}</section>`
}
