import { button, mail, opening, productRow, products, quiet } from './blocks.ts'
import type { Sample } from './sample.ts'

const words = {
  fr: {
    lang: 'fr',
    subject:
      '{% if customer.first_name %}{{ customer.first_name }}, votre{% else %}Votre{% endif %} panier vous attend',
    preheader: '{{ lines[0].name }} : nous l’avons gardé de côté pour vous.',
    title: 'Votre panier vous attend',
    text: 'Vous avez laissé de belles choses derrière vous. Nous les avons gardées de côté : reprenez où vous en étiez, sur cet appareil ou un autre.',
    quantity: 'Quantité',
    total: 'Total',
    button: 'Reprendre mon panier',
  },
  en: {
    lang: 'en',
    subject:
      '{% if customer.first_name %}{{ customer.first_name }}, your{% else %}Your{% endif %} basket is waiting',
    preheader: '{{ lines[0].name }}: we have kept it for you.',
    title: 'Your basket is waiting',
    text: 'You left some lovely things behind. We have kept them for you: carry on where you were, on this device or another.',
    quantity: 'Quantity',
    total: 'Total',
    button: 'Back to my basket',
  },
} as const

/** What a customer gets who left a cart: its lines, their total, and the way back. */
export const abandonedCart: Sample = {
  name: 'Panier abandonné',
  contents: { fr: textIn('fr'), en: textIn('en') },
}

function textIn(language: 'fr' | 'en') {
  const say = words[language]
  const line = productRow({
    ...{ of: 'line', name: 'line.name', url: 'cart_url' },
    quiet: quiet(`${say.quantity} {{ line.quantity }}`),
    amount: `{{ line.amount | money: 'EUR' }}`,
  })
  const rows = `          {% for line in lines %}
${line}
          {% endfor %}
          <tr style="border-top:2px solid #2b2624">
            <td colspan="2" style="padding:16px 0"><strong>${say.total}</strong></td>
            <td align="right" style="padding:16px 0;white-space:nowrap"><strong>{{ total | money: 'EUR' }}</strong></td>
          </tr>`
  const { subject, preheader } = say
  const sections = [
    opening(say, [say.text]),
    products(rows),
    button(say, say.button, '{{ cart_url }}'),
  ]
  return { subject, preheader, mjml: mail(say, sections) }
}
