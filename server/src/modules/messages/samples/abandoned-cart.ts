import type { TemplateContents } from '../contract.ts'

interface Words {
  readonly lang: string
  readonly subject: string
  readonly preheader: string
  readonly title: string
  readonly hello: string
  readonly helloYou: string
  readonly text: string
  readonly quantity: string
  readonly total: string
  readonly button: string
  readonly promises: readonly string[]
  readonly why: string
  readonly preferences: string
  readonly unsubscribe: string
}

const fr: Words = {
  lang: 'fr',
  subject:
    '{% if customer.first_name %}{{ customer.first_name }}, votre{% else %}Votre{% endif %} panier vous attend',
  preheader: '{{ lines[0].name }} : nous l’avons gardé de côté pour vous.',
  title: 'Votre panier vous attend',
  hello: 'Bonjour {{ customer.first_name }},',
  helloYou: 'Bonjour,',
  text: 'Vous avez laissé de belles choses derrière vous. Nous les avons gardées de côté : reprenez où vous en étiez, sur cet appareil ou un autre.',
  quantity: 'Quantité',
  total: 'Total',
  button: 'Reprendre mon panier',
  promises: ['Livraison offerte dès 45 €', 'Retrait gratuit en boutique', 'Retours sous 30 jours'],
  why: 'Vous recevez cet e-mail parce que vous avez accepté les nouveautés et les offres de {{ brand.name }}.',
  preferences: 'Mes préférences',
  unsubscribe: 'Me désabonner',
}

const en: Words = {
  lang: 'en',
  subject:
    '{% if customer.first_name %}{{ customer.first_name }}, your{% else %}Your{% endif %} basket is waiting',
  preheader: '{{ lines[0].name }}: we have kept it for you.',
  title: 'Your basket is waiting',
  hello: 'Hello {{ customer.first_name }},',
  helloYou: 'Hello,',
  text: 'You left some lovely things behind. We have kept them for you: carry on where you were, on this device or another.',
  quantity: 'Quantity',
  total: 'Total',
  button: 'Back to my basket',
  promises: ['Free delivery from €45', 'Free collection in our shops', 'Returns within 30 days'],
  why: 'You receive this e-mail because you agreed to news and offers from {{ brand.name }}.',
  preferences: 'My preferences',
  unsubscribe: 'Unsubscribe',
}

/** What a customer gets who left a cart: its lines, their total, and the way back. */
export const abandonedCart: { name: string; contents: TemplateContents } = {
  name: 'Panier abandonné',
  contents: {
    fr: { subject: fr.subject, preheader: fr.preheader, mjml: mjml(fr) },
    en: { subject: en.subject, preheader: en.preheader, mjml: mjml(en) },
  },
}

function mjml(words: Words): string {
  return `<mjml lang="${words.lang}">
  <mj-head>
    <mj-title>${words.title}</mj-title>
    <mj-attributes>
      <mj-all font-family="-apple-system, 'Segoe UI', Helvetica, Arial, sans-serif" />
      <mj-text color="#2b2624" font-size="16px" line-height="1.55" />
      <mj-section background-color="#ffffff" padding="0 16px" />
    </mj-attributes>
    <mj-style inline="inline">.quiet a { color: #6b645f; }</mj-style>
    <mj-style>
      @media (max-width: 480px) { .product-image { width: 64px !important; padding-right: 12px !important; } .product-image img { width: 64px !important; height: auto !important; } }
    </mj-style>
  </mj-head>
  <mj-body background-color="#f4f1ed" width="600px">
    <mj-section background-color="#f4f1ed" padding="24px 16px 12px">
      <mj-column>
        <mj-text align="center" font-family="Georgia, 'Times New Roman', serif" font-size="22px" letter-spacing="1px">
          {% if shop_url %}<a href="{{ shop_url }}" style="color:#2b2624;text-decoration:none">{{ brand.name }}</a>{% else %}{{ brand.name }}{% endif %}
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-section border-top="3px solid #c8102e" padding="32px 16px 0">
      <mj-column>
        <mj-text font-family="Georgia, 'Times New Roman', serif" font-size="28px" line-height="1.25" padding-bottom="4px">
          ${words.title}
        </mj-text>
        <mj-text padding-bottom="0">{% if customer.first_name %}${words.hello}{% else %}${words.helloYou}{% endif %}</mj-text>
        <mj-text>${words.text}</mj-text>
      </mj-column>
    </mj-section>
    <mj-section>
      <mj-column>
        <mj-table cellpadding="0" font-size="16px" line-height="1.4" color="#2b2624">
          {% for line in lines %}
          <tr style="border-top:1px solid #e8e2dc">
            <td class="product-image" style="padding:14px 16px 14px 0;width:96px">{% if line.image_url %}<a href="{{ line.url | default: cart_url }}"><img src="{{ line.image_url }}" width="96" alt="" style="display:block;border-radius:6px;border:0" /></a>{% endif %}</td>
            <td style="padding:14px 0;vertical-align:middle"><strong style="font-weight:600">{{ line.name }}</strong><br /><span style="color:#6b645f;font-size:14px">${words.quantity} {{ line.quantity }}</span></td>
            <td align="right" style="padding:14px 0 14px 12px;vertical-align:middle;white-space:nowrap">{{ line.amount | money: 'EUR' }}</td>
          </tr>
          {% endfor %}
          <tr style="border-top:2px solid #2b2624">
            <td colspan="2" style="padding:16px 0"><strong>${words.total}</strong></td>
            <td align="right" style="padding:16px 0;white-space:nowrap"><strong>{{ total | money: 'EUR' }}</strong></td>
          </tr>
        </mj-table>
      </mj-column>
    </mj-section>
    <mj-section padding="8px 16px 32px">
      <mj-column>
        <mj-button href="{{ cart_url }}" background-color="#2b2624" color="#ffffff" font-size="16px" font-weight="600" border-radius="8px" inner-padding="16px 28px" width="100%">
          ${words.button}
        </mj-button>
        <mj-text align="center" color="#6b645f" font-size="13px" padding-top="20px">
          ${words.promises.join(' &nbsp;·&nbsp; ')}
        </mj-text>
      </mj-column>
    </mj-section>
    <mj-section background-color="#f4f1ed" padding="20px 16px 40px">
      <mj-column>
        <mj-text align="center" color="#6b645f" font-size="13px" css-class="quiet">
          ${words.why}<br />
          <a href="{{ preferences_url }}">${words.preferences}</a> &nbsp;·&nbsp; <a href="{{ unsubscribe_url }}">${words.unsubscribe}</a>
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`
}
