import { find, html } from './html.ts'
import { t } from './language.ts'

export const field = (name: string, label: string, type: string, autocomplete: string, hint = '') =>
  html`<div class="field">
    <label for="${name}">${label}</label>
    <input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required aria-describedby="${name}-hint" />
    <span class="hint" id="${name}-hint">${hint}</span>
  </div>`

/** Says at each field that is asked for what is wrong with it, and leads to the first. */
export function check(form: HTMLFormElement): boolean {
  const fields = [...form.querySelectorAll<HTMLInputElement>('.field input')]
  const asked = fields.filter((input) => !input.closest('[hidden]'))
  const wrong = asked.filter((input) => {
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
