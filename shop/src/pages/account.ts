import { say } from '../frame.ts'
import { find, html } from '../html.ts'
import { language, t } from '../language.ts'
import { go, type Page } from '../page.ts'
import { proof, tell, words } from '../thread.ts'
import { check, field } from './checkout.ts'

const place = 'colombe.email'

export async function account(): Promise<Page> {
  const wording = await words('marketing', 'email')
  const known = localStorage.getItem(place)
  return {
    title: t.accountTitle,
    markup: html`<div class="calm">
      <h1 tabindex="-1">${t.accountTitle}</h1>
      ${
        known
          ? html`<p>${t.knownAs(known)}</p><button class="button quiet forget" type="button">${t.forget}</button>`
          : html`<p>${t.accountIntro}</p>
              <form novalidate>
                ${field('email', t.email, 'email', 'email')} ${field('firstName', t.firstName, 'text', 'given-name')}
                ${wording && html`<label class="choice agree"><input type="checkbox" name="newsletter" /> <span>${wording.text}</span></label>`}
                <button class="button">${t.identify}</button>
              </form>`
      }
    </div>`,
    ready(page) {
      tell((thread) => thread.page(t.accountTitle))
      page.querySelector('.forget')?.addEventListener('click', () => {
        localStorage.removeItem(place)
        tell((thread) => thread.reset())
        go('/compte')
        say(t.forgotten)
      })
      const form = page.querySelector('form')
      form?.addEventListener('submit', (event) => {
        event.preventDefault()
        if (!check(form)) return
        const email = find<HTMLInputElement>('#email', form).value.trim()
        const firstName = find<HTMLInputElement>('#firstName', form).value.trim()
        localStorage.setItem(place, email)
        tell((thread) => {
          thread.identify({ email, firstName, language }, {}, { basis: 'contract' })
          if (form.newsletter?.checked && wording) thread.giveConsent(proof(wording, 'account'))
        })
        go('/compte')
        say(t.welcome)
      })
    },
  }
}
