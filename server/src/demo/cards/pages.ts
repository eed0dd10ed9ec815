import type { CardBank } from './bank.ts'
import { testCards } from './intent.ts'

/** What the bank answers to a person: a page, or where they go on. */
export type PageAnswer =
  | { readonly status: number; readonly page: string }
  | { readonly goTo: string }

interface Asked {
  readonly method: string
  readonly path: string
  readonly form: URLSearchParams
  readonly language: 'fr' | 'en'
}

const words = {
  fr: {
    bank: 'Banque de démonstration',
    confirm: 'Confirmez votre paiement',
    pay: 'Payer par carte',
    yes: 'Je confirme',
    no: 'Je refuse',
    back: 'Revenir sans payer',
    card: 'Carte',
    gone: 'Cette demande n’est plus valable.',
    declined: 'Cette carte est refusée. Essayez-en une autre.',
    cards: {
      pm_card_visa: 'Visa 4242, acceptée',
      pm_card_authenticationRequired: 'Visa 3220, à confirmer auprès de la banque',
      pm_card_chargeDeclined: 'Visa 0002, refusée',
    },
  },
  en: {
    bank: 'Bank of the demonstration',
    confirm: 'Confirm your payment',
    pay: 'Pay by card',
    yes: 'I confirm',
    no: 'I refuse',
    back: 'Go back without paying',
    card: 'Card',
    gone: 'This request is no longer valid.',
    declined: 'This card is declined. Try another.',
    cards: {
      pm_card_visa: 'Visa 4242, accepted',
      pm_card_authenticationRequired: 'Visa 3220, to be confirmed with the bank',
      pm_card_chargeDeclined: 'Visa 0002, declined',
    },
  },
} as const

/** The bank's own pages: where it wants to see its customer, and where a card is typed. Undefined for all other addresses. */
export function answerPerson(bank: CardBank, asked: Asked): PageAnswer | undefined {
  const [, what, id = ''] = /^\/(authenticate|pay)\/(\w+)$/.exec(asked.path) ?? []
  if (what === 'authenticate') return authenticate(bank, id, asked)
  return what === 'pay' ? pay(bank, id, asked) : undefined
}

function authenticate(bank: CardBank, id: string, { method, form, language }: Asked): PageAnswer {
  const t = words[language]
  const intent = bank.intents.get(id)
  if (!intent) return { status: 404, page: page(language, t.gone, '') }
  if (method === 'POST') {
    const goTo = bank.authenticate(id, form.get('answer') === 'yes')
    return goTo ? { goTo } : { status: 410, page: page(language, t.gone, '') }
  }
  // Opened once more after it was decided: on to where it leads.
  if (intent.status !== 'requires_action') {
    return intent.return_url
      ? { goTo: intent.return_url }
      : { status: 410, page: page(language, t.gone, '') }
  }
  const body = `<p class="sum">${money(intent.amount, intent.currency, language)}</p>
<form method="post"><button name="answer" value="yes">${t.yes}</button>
<button name="answer" value="no" class="no">${t.no}</button></form>`
  return { status: 200, page: page(language, t.confirm, body) }
}

function pay(bank: CardBank, id: string, { method, form, language }: Asked): PageAnswer {
  const t = words[language]
  const session = bank.sessions.get(id)
  if (!session || session.status === 'expired') {
    return { status: session ? 410 : 404, page: page(language, t.gone, '') }
  }
  const token = form.get('card') ?? ''
  const paid =
    session.status === 'complete'
      ? session.success_url
      : method === 'POST' && token in testCards
        ? bank.payOnPage(session, token)
        : undefined
  if (paid) return { goTo: paid }
  const options = Object.entries(t.cards).map(
    ([value, text]) => `<option value="${value}">${text}</option>`,
  )
  const body = `<p class="sum">${money(session.amount_total, 'eur', language)}</p>
${method === 'POST' ? `<p role="alert">${t.declined}</p>` : ''}
<form method="post"><label>${t.card} <select name="card">${options.join('')}</select></label>
<button>${t.pay}</button></form><p><a href="${session.cancel_url.replaceAll('&', '&amp;')}">${t.back}</a></p>`
  return { status: 200, page: page(language, t.pay, body) }
}

const money = (amount: number, currency: string, language: string) =>
  new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount / 100)

const page = (language: 'fr' | 'en', title: string, body: string) => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${words[language].bank}</title><style>
:root { color-scheme: light dark } body { font: 16px/1.5 system-ui, sans-serif; max-width: 26rem; margin: 0 auto; padding: 32px 20px }
header { color: light-dark(#555, #aaa); font-size: 14px } h1 { font-size: 24px; margin: 16px 0 }
.sum { font-size: 32px; font-weight: 600; margin: 0 0 24px } form { display: grid; gap: 12px }
label { display: grid; gap: 4px } select, button { font: inherit; min-height: 48px; padding: 8px 12px; border-radius: 8px; width: 100% }
button { border: 0; font-weight: 600; background: #1d4f91; color: #fff; cursor: pointer }
.no { background: none; color: inherit; border: 1px solid currentcolor }
</style></head><body><header>${words[language].bank}</header><main><h1>${title}</h1>${body}</main></body></html>`
