import type { TemplateContents } from '../contract.ts'
import { button, mail, opening, productRow, products } from './blocks.ts'

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
  /** Shows the products of the event, if it names some. */
  readonly shows?: 'products'
}

const shop = '{{ shop_url | default: preferences_url }}'

/** In a mail about one product as in one about several, a price that is not known is left out. */
const rows = `          {% if lines %}{% for line in lines %}
${productRow('line', '', `{% if line.price %}{{ line.price | money: 'EUR' }}{% endif %}`, 'preferences_url')}
          {% endfor %}{% endif %}`

/** A letter in both languages, in the brand's frame. */
export function sample({ name, fr, en, url = shop, shows }: Shape): Sample {
  const textIn = (lang: 'fr' | 'en', letter: Letter) => {
    const { subject, preheader, title, paragraphs } = letter
    const frame = { lang, title }
    const sections = [
      opening(frame, paragraphs),
      ...(shows ? [products(rows)] : []),
      button(frame, letter.button, url),
    ]
    return { subject, preheader, mjml: mail(frame, sections) }
  }
  return { name, contents: { fr: textIn('fr', fr), en: textIn('en', en) } }
}
