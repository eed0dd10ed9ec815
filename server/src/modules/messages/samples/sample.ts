import type { TemplateContents } from '../contract.ts'
import { button, mail, opening, productRow, products, quiet } from './blocks.ts'

/** A mail that a brand may begin with. */
export interface Sample {
  readonly name: string
  readonly contents: TemplateContents
}

/** What a letter says in one language. */
export interface Letter {
  readonly subject: string
  readonly preheader: string
  readonly title: string
  readonly paragraphs: readonly string[]
  readonly button: string
}

interface Shape {
  readonly name: string
  readonly fr: Letter
  readonly en: Letter
  /** Where the button leads: a Liquid expression; the shop, if absent. */
  readonly url?: string
  /** Shows the products of the event, if it names some; or the one that the news is about. */
  readonly shows?: keyof typeof rows
}

const shop = '{{ shop_url | default: preferences_url }}'

const line = productRow({
  ...{ of: 'line', name: 'line.name', url: 'preferences_url' },
  // In a mail about one product as in one about several, a price that is not known is left out.
  amount: `{% if line.price %}{{ line.price | money: 'EUR' }}{% endif %}`,
})

/** What news are about: the catalogue's product, its price, and what it was before. */
const product = productRow({
  ...{ of: 'event.product', url: 'preferences_url' },
  name: 'event.product.name[language] | default: event.product.name.fr',
  quiet: quiet(
    `{% if event.previous_price %}<s>{{ event.previous_price | money: 'EUR' }}</s>{% endif %}`,
  ),
  amount: `{% if event.price %}{{ event.price | money: 'EUR' }}{% endif %}`,
})

const rows = {
  products: `          {% if lines %}{% for line in lines %}
${line}
          {% endfor %}{% endif %}`,
  news: `          {% if event.product %}
${product}
          {% endif %}`,
}

/** A letter in both languages, in the brand's frame. */
export function sample({ name, fr, en, url = shop, shows }: Shape): Sample {
  const textIn = (lang: 'fr' | 'en', letter: Letter) => {
    const { subject, preheader, title, paragraphs } = letter
    const frame = { lang, title }
    const sections = [
      opening(frame, paragraphs),
      ...(shows ? [products(rows[shows])] : []),
      button(frame, letter.button, url),
    ]
    return { subject, preheader, mjml: mail(frame, sections) }
  }
  return { name, contents: { fr: textIn('fr', fr), en: textIn('en', en) } }
}
