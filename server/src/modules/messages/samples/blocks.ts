/** The parts that the brand's mails are made of, in MJML: the frame, and what stands in it. */
interface Frame {
  readonly lang: 'fr' | 'en'
  readonly title: string
}

/** What every mail ends with: why it came, and how to get fewer. */
const feet = {
  fr: {
    why: 'Vous recevez cet e-mail parce que vous avez accepté les nouveautés et les offres de {{ brand.name }}.',
    preferences: 'Mes préférences',
    unsubscribe: 'Me désabonner',
  },
  en: {
    why: 'You receive this e-mail because you agreed to news and offers from {{ brand.name }}.',
    preferences: 'My preferences',
    unsubscribe: 'Unsubscribe',
  },
}

const promises = {
  fr: ['Livraison offerte dès 45 €', 'Retrait gratuit en boutique', 'Retours sous 30 jours'],
  en: ['Free delivery from €45', 'Free collection in our shops', 'Returns within 30 days'],
}

const hellos = {
  fr: '{% if customer.first_name %}Bonjour {{ customer.first_name }},{% else %}Bonjour,{% endif %}',
  en: '{% if customer.first_name %}Hello {{ customer.first_name }},{% else %}Hello,{% endif %}',
}

/** A whole mail: the brand on top, the sections, and the foot. */
export function mail({ lang, title }: Frame, sections: readonly string[]): string {
  const { why, preferences, unsubscribe } = feet[lang]
  return `<mjml lang="${lang}">
  <mj-head>
    <mj-title>${title}</mj-title>
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
${sections.join('\n')}
    <mj-section background-color="#f4f1ed" padding="20px 16px 40px">
      <mj-column>
        <mj-text align="center" color="#6b645f" font-size="13px" css-class="quiet">
          ${why}<br />
          <a href="{{ preferences_url }}">${preferences}</a> &nbsp;·&nbsp; <a href="{{ unsubscribe_url }}">${unsubscribe}</a>
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`
}

/** What is said first: the title, the greeting, and some paragraphs. */
export function opening({ lang, title }: Frame, paragraphs: readonly string[]): string {
  const texts = paragraphs.map((text) => `        <mj-text>${text}</mj-text>`)
  return `    <mj-section border-top="3px solid #c8102e" padding="32px 16px 0">
      <mj-column>
        <mj-text font-family="Georgia, 'Times New Roman', serif" font-size="28px" line-height="1.25" padding-bottom="4px">
          ${title}
        </mj-text>
        <mj-text padding-bottom="0">${hellos[lang]}</mj-text>
${texts.join('\n')}
      </mj-column>
    </mj-section>`
}

/** The one thing to do, and below it what the brand promises everybody. */
export function button({ lang }: Frame, label: string, url: string): string {
  return `    <mj-section padding="8px 16px 32px">
      <mj-column>
        <mj-button href="${url}" background-color="#2b2624" color="#ffffff" font-size="16px" font-weight="600" border-radius="8px" inner-padding="16px 28px" width="100%">
          ${label}
        </mj-button>
        <mj-text align="center" color="#6b645f" font-size="13px" padding-top="20px">
          ${promises[lang].join(' &nbsp;·&nbsp; ')}
        </mj-text>
      </mj-column>
    </mj-section>`
}

/** A table of what the event is about; without products there is none. */
export function products(rows: string): string {
  return `    <mj-section>
      <mj-column>
        <mj-table cellpadding="0" font-size="16px" line-height="1.4" color="#2b2624">
${rows}
        </mj-table>
      </mj-column>
    </mj-section>`
}

interface Row {
  /** The Liquid variable that has the product’s picture and address. */
  readonly of: string
  readonly name: string
  readonly quiet?: string
  readonly amount: string
  /** Where the picture leads if the product has no address of its own. */
  readonly url: string
}

/** One product of a table: its picture, its name, something quieter, and an amount. */
export function productRow({ of, name, quiet: below = '', amount, url }: Row): string {
  return `          <tr style="border-top:1px solid #e8e2dc">
            <td class="product-image" style="padding:14px 16px 14px 0;width:96px">{% if ${of}.image_url %}<a href="{{ ${of}.url | default: ${url} }}"><img src="{{ ${of}.image_url }}" width="96" alt="" style="display:block;border-radius:6px;border:0" /></a>{% endif %}</td>
            <td style="padding:14px 0;vertical-align:middle"><strong style="font-weight:600">{{ ${name} }}</strong>${below}</td>
            <td align="right" style="padding:14px 0 14px 12px;vertical-align:middle;white-space:nowrap">${amount}</td>
          </tr>`
}

export const quiet = (text: string) =>
  `<br /><span style="color:#6b645f;font-size:14px">${text}</span>`
