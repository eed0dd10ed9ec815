import { find, html } from '../html.ts'
import { t } from '../language.ts'
import type { Page } from '../page.ts'
import { decide } from '../privacy-choice.ts'
import { tell, words } from '../thread.ts'

export async function privacy(): Promise<Page> {
  const wording = await words('analytics', 'web')
  return {
    title: t.privacyTitle,
    markup: html`<div class="calm">
      <h1 tabindex="-1">${t.privacyTitle}</h1>
      <p>${t.privacyIntro}</p>
      <blockquote>${wording?.text}</blockquote>
      <p class="state" role="status"></p>
      <p class="actions">
        <button class="button" type="button" data-choice="given">${t.accept}</button>
        <button class="button" type="button" data-choice="withdrawn">${t.refuse}</button>
      </p>
    </div>`,
    ready(page) {
      const state = () =>
        tell((thread) => {
          find('.state', page).textContent = t.privacyState[thread.consent() ?? 'unknown']
        })
      tell((thread) => thread.page(t.privacyTitle))
      state()
      page.addEventListener('click', async (event) => {
        const choice = (event.target as HTMLElement).dataset.choice
        if (choice !== 'given' && choice !== 'withdrawn') return
        await decide(choice, 'privacy-page')
        state()
      })
    },
  }
}
