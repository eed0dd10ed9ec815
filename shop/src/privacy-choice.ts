import { carryOver, cart } from './cart.ts'
import { find, html, type Markup } from './html.ts'
import { t } from './language.ts'
import { href } from './page.ts'
import { ask as askShop, moveOn, token } from './shopper.ts'
import { proof, tell, words } from './thread.ts'

/** Takes a choice about being measured to the thread, with the words that were read. */
export async function decide(choice: 'given' | 'withdrawn', form: string): Promise<void> {
  const wording = await words('analytics', 'web')
  if (!wording) return
  tell((thread) => {
    if (choice === 'given') thread.giveConsent(proof(wording, form))
    else thread.withdrawConsent(proof(wording, form))
  })
  document.querySelector('.banner')?.remove()
  await tellShop(choice === 'given')
}

/** What is put into the cart is told to the thread from now on, or no more. */
async function tellShop(measured: boolean): Promise<void> {
  if (!token()) return
  const { signedIn } = await askShop<{ signedIn: boolean }>('GET', 'session')
  if (!measured || signedIn) {
    await askShop('PATCH', 'session', { measured })
    return
  }
  // A visitor's session was opened under no id of theirs: the cart moves to one under the id of their visits.
  const { lines } = await cart()
  await moveOn((askThere) => carryOver(lines, askThere))
}

/** Asks once, yes and no side by side and alike; until then nothing is measured. */
export async function ask(): Promise<void> {
  const wording = await words('analytics', 'web')
  tell((thread) => {
    if (!wording || thread.consent() || document.querySelector('.banner')) return
    const { text } = html`<section class="banner" aria-labelledby="choice">
      <div>
        <h2 class="small" id="choice">${t.bannerTitle}</h2>
        <p>${wording.text} <a href="${href('/vie-privee')}">${t.learnMore}</a></p>
      </div>
      <p class="actions">
        <button class="button" type="button" data-choice="withdrawn">${t.refuse}</button>
        <button class="button" type="button" data-choice="given">${t.accept}</button>
      </p>
    </section>` satisfies Markup
    find('.foot').insertAdjacentHTML('beforebegin', text)
    find('.banner').addEventListener('click', (event) => {
      const choice = (event.target as HTMLElement).dataset.choice
      if (choice === 'given' || choice === 'withdrawn') void decide(choice, 'banner')
    })
  })
}
