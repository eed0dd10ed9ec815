import { type ConsentLanguage, Purpose } from './contract.ts'
import { type Html, html } from './page.ts'
import type { Choice } from './preferences.ts'
import { dayIn, pageTexts } from './texts/catalogue.ts'

interface Form {
  token: string
  language: ConsentLanguage
  choices: readonly Choice[]
  timeZone: string
  saved: boolean
}

/** The form of all choices: accepting and refusing take the same number of clicks. */
export function preferenceForm({ token, language, choices, timeZone, saved }: Form): Html {
  const texts = pageTexts[language]
  if (choices.length === 0) return html`<p>${texts.nothingToChoose}</p>`
  const groups = Purpose.options.map((purpose) => {
    const own = choices.filter((choice) => choice.wording.purpose === purpose)
    if (own.length === 0) return html``
    return html`<fieldset><h2>${texts.purposes[purpose]}</h2>
${own.map((choice) => box(choice, language, timeZone))}</fieldset>`
  })
  return html`${saved && html`<p class="said" role="status">${texts.saved}</p>`}
<p>${texts.intro}</p>
<form method="post" action="/p/${token}">
<input type="hidden" name="language" value="${language}">
${groups}
<div class="actions"><button name="action" value="save">${texts.save}</button>
<button name="action" value="refuse-all">${texts.refuseAll}</button></div></form>`
}

function box({ wording, standing }: Choice, language: ConsentLanguage, timeZone: string): Html {
  const texts = pageTexts[language]
  const { state, at } = standing
  const since =
    state === 'unknown' || !at
      ? texts.unknown
      : `${texts.since[state]} ${dayIn(language, new Date(at), timeZone)}`
  return html`<label><input type="checkbox" name="yes" value="${wording.id}"${state === 'given' && html` checked`}>
<span><strong>${texts.channels[wording.channel]}</strong></span>
<small>${wording.text}</small><small>${since}</small>
<input type="hidden" name="seen" value="${wording.id}"></label>
`
}
