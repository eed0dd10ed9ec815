import { renderSVG } from 'uqr'
import { Html, html } from '../consent/index.ts'
import { amountsIn } from './amounts.ts'
import type { OrderShown } from './contract.ts'
import { isOpen } from './goods.ts'
import { orderTexts } from './texts/catalogue.ts'

/** What this page looks like beside what all pages do. */
export const statusStyle = `
.state { display: flex; align-items: center; gap: 10px; font-size: 18px; font-weight: 600; margin: 4px 0 4px }
.state::before { content: ''; width: 12px; height: 12px; border-radius: 50%; background: var(--soft) }
.state.confirmed::before, .state.completed::before { background: #2e7d4f }
.state.pending::before { background: #b7791f }
.quiet { color: var(--soft); font-size: 14px }
.card { border: 1px solid var(--line); border-radius: 12px; padding: 16px; margin: 16px 0 }
.card h2 { margin: 0 0 4px }
.card .quiet { margin: 0 }
.pickup { text-align: center; margin-top: 16px }
.pickup svg { width: 176px; height: 176px; padding: 12px; background: #fff; border-radius: 8px }
.code { font: 600 28px/1.3 ui-monospace, Consolas, monospace; letter-spacing: 4px; margin: 12px 0 0 }
.line { display: grid; grid-template-columns: 56px 1fr auto; gap: 4px 14px; padding: 14px 0; border-top: 1px solid var(--line); align-items: start }
.line img { width: 56px; height: 56px; object-fit: cover; border-radius: 8px; background: var(--ground) }
.line strong { font-weight: 600 }
.line .none { width: 56px; height: 56px; border-radius: 8px; background: var(--ground) }
.amount { font-variant-numeric: tabular-nums; white-space: nowrap }
dl { display: grid; grid-template-columns: 1fr auto; gap: 6px 16px; border-top: 1px solid var(--line); padding-top: 14px; margin: 0 }
dt, dd { margin: 0 }
dd { text-align: right; font-variant-numeric: tabular-nums }
dl .total { font-weight: 700; font-size: 18px; padding-top: 6px }
dl .soft { color: var(--soft); font-size: 14px }
input[type=text] { font: inherit; width: 100%; padding: 12px; border: 1px solid var(--line); border-radius: 8px;
  background: var(--paper); color: var(--ink); min-height: 48px }
a.button { display: block; text-align: center; text-decoration: none; font-weight: 600; padding: 12px 16px;
  border-radius: 8px; background: var(--ink); color: var(--paper) }
.go { margin: 16px 0 0 }
.wide { width: 100% }
.field { display: block; padding: 0; border: 0; margin-bottom: 12px; cursor: auto }
@media (prefers-color-scheme: dark) { .pickup svg { background: #fff } }
`

interface StatusOptions {
  readonly token: string
  readonly language: 'fr' | 'en'
  readonly timeZone: string
  readonly said: 'cancelled' | 'arrived' | 'trouble' | 'gone' | undefined
}

/** The page of an order: where it is, its code, what it is of, and what can still be done. */
export function statusBody(order: OrderShown, options: StatusOptions): Html {
  const { token, language, timeZone, said } = options
  const texts = orderTexts[language]
  const time = new Intl.DateTimeFormat(language, {
    ...{ dateStyle: 'long', timeStyle: 'short', timeZone },
  })
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone })
  const money = amountsIn({ language, currency: order.currency })
  return html`${said === 'cancelled' && html`<p class="said" role="status">${texts.cancelled}</p>`}
${said === 'arrived' && html`<p class="said" role="status">${texts.arrivedSaid}</p>`}
<p class="state ${order.state}">${texts.states[order.state]}</p>
<p>${texts.explained[order.state]}</p>
${(said === 'trouble' || said === 'gone') && html`<p class="said" role="status">${texts.change[said]}</p>`}
${order.change ? changeCard(order.change, { token, language, time, money }) : goOn(order, language, money)}
<p class="quiet">${texts.placed(time.format(new Date(order.placedAt)))}</p>
${order.fulfilments.map((one, index) => parcel(order, one, { ...options, index, time }))}
<h2>${texts.articles}</h2>
${order.lines.map((line) => lineRow(line, language, money))}
<dl>
${order.discount > 0 && html`<dt>${texts.discount}</dt><dd>−${money(order.discount)}</dd>`}
<dt>${texts.delivery} · ${order.delivery.name[language]}</dt>
<dd>${order.deliveryPrice > 0 ? money(order.deliveryPrice) : texts.free}</dd>
<dt class="total">${texts.total}</dt><dd class="total">${money(order.total)}</dd>
${order.taxes.map(({ rate, vat }) => html`<dt class="soft">${texts.vat(percent(rate, language))}</dt><dd class="soft">${money(vat)}</dd>`)}
${order.refunded > 0 && html`<dt>${texts.refunded}</dt><dd>${money(order.refunded)}</dd>`}
</dl>
<h2>${texts.paidWith}</h2>
${order.payments.map(({ means, card, amount, state }) => html`<p>${texts.means[means] ?? means}${card ? ` ${card}` : ''} · <span class="amount">${money(amount)}</span> · <span class="quiet">${texts.payments[state] ?? state}</span></p>`)}
${order.mayReturnUntil !== null && html`<p class="quiet">${texts.returnUntil(day.format(new Date(order.mayReturnUntil)))}</p>`}
${order.mayCancel && html`<form method="post" action="/order/${token}"><input type="hidden" name="language" value="${language}"><input type="hidden" name="action" value="cancel"><h2>${texts.cancelQuestion}</h2><div class="actions"><button>${texts.cancel}</button></div></form>`}`
}

/** Where the customer must go on before the payment does. */
function goOn(
  { payments }: OrderShown,
  language: 'fr' | 'en',
  money: (amount: number) => string,
): Html | false {
  const texts = orderTexts[language]
  const [next] = payments.filter(({ state, nextUrl }) => nextUrl !== null && state === 'pending')
  return (
    next !== undefined &&
    html`<section class="card"><h2>${texts.bank.title}</h2><p class="quiet">${texts.bank.text}</p><p class="go"><a class="button" href="${next.nextUrl ?? ''}">${texts.bank.go(money(next.amount))}</a></p></section>`
  )
}

interface ChangeOptions {
  readonly token: string
  readonly language: 'fr' | 'en'
  readonly time: Intl.DateTimeFormat
  readonly money: (amount: number) => string
}

/** What would be otherwise, what that costs, until when it can be paid, and where. */
function changeCard(
  { amount, expiresAt, lines }: NonNullable<OrderShown['change']>,
  { token, language, time, money }: ChangeOptions,
): Html {
  const texts = orderTexts[language].change
  const until = time.format(new Date(expiresAt))
  return html`<section class="card"><h2>${texts.title}</h2>
${lines.map(({ name, from, to }) => html`<p>${texts.line(name[language], from, to)}</p>`)}
<p class="quiet">${texts.until(money(amount), until)}</p>
<form method="post" action="/order/${token}"><input type="hidden" name="language" value="${language}"><input type="hidden" name="action" value="pay"><p class="go"><button class="wide">${texts.pay(money(amount))}</button></p></form></section>`
}

/** On the way to the page where the card is asked for: a form may not lead there itself. */
export function goingBody(url: string, language: 'fr' | 'en'): Html {
  const { change, bank } = orderTexts[language]
  return html`<meta http-equiv="refresh" content="0;url=${url}"><p>${change.going}</p><p class="go"><a class="button" href="${url}">${bank.title}</a></p>`
}

interface ParcelOptions extends StatusOptions {
  readonly index: number
  readonly time: Intl.DateTimeFormat
}

function parcel(
  order: OrderShown,
  one: OrderShown['fulfilments'][number],
  { token, language, index, time }: ParcelOptions,
): Html {
  const texts = orderTexts[language]
  const many = order.fulfilments.length
  const waits = isOpen(one)
  // What is brought to the shop is not there yet: it has a day instead of a place and a code.
  const expected = one.coming ? one.expectedAt : null
  const comesByCar = one.kind === 'drive' && waits && !order.fulfilments.some((each) => each.coming)
  return html`<section class="card"><h2>${texts.parcels[one.state]}</h2>
<p class="quiet">${many > 1 ? texts.parcel(index + 1, many) : ''}${many > 1 && one.kind !== 'ship' && !one.coming ? ' · ' : ''}${one.kind !== 'ship' && one.place && !one.coming ? texts.at(one.place.name) : ''}</p>
${expected !== null && html`<p class="quiet">${texts.expected(time.format(new Date(expected)))}</p>`}
${waits && one.expiresAt !== null && html`<p class="quiet">${texts.until(time.format(new Date(one.expiresAt)))}</p>`}
${one.tracking !== null && html`<p>${texts.tracking} : ${one.carrier ?? ''} <strong>${one.tracking}</strong></p>`}
${one.code !== null && one.qr !== null && html`<div class="pickup">${new Html(renderSVG(one.qr, { border: 0 }))}<p class="code" aria-label="${texts.code}">${spaced(one.code)}</p><p class="quiet">${texts.showCode}</p></div>`}
${comesByCar && html`<form method="post" action="/order/${token}"><input type="hidden" name="language" value="${language}"><input type="hidden" name="action" value="arrived"><input type="hidden" name="fulfilment" value="${one.id}"><label class="field">${texts.arrivedPlace}<input type="text" name="place" maxlength="80"></label><div class="actions"><button>${texts.arrived}</button></div></form>`}
</section>`
}

function lineRow(
  line: OrderShown['lines'][number],
  language: 'fr' | 'en',
  money: (amount: number) => string,
): Html {
  const texts = orderTexts[language]
  const details = [...Object.values(line.variant), ...Object.values(line.options)].join(', ')
  return html`<div class="line">${line.image ? html`<img src="${line.image}" alt="" width="56" height="56">` : html`<span class="none"></span>`}
<div><strong>${line.name}</strong><br><span class="quiet">${details}${details && ' · '}${texts.quantity} ${line.quantity}${line.returned > 0 ? ` · ${line.returned} ${texts.returned}` : ''}</span></div>
<span class="amount">${money(line.gross)}</span></div>`
}

const spaced = (code: string) => code.replace(/(.{4})(?=.)/g, '$1 ')

const percent = (rate: number, language: string) =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(
    rate / 10_000,
  )
