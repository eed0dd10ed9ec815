import type { Mark, Persona } from '../../../../server/src/modules/audiences/personas/contract.ts'
import type { Formats } from '../../texts/formats.ts'
import type { Translator } from '../../texts/translator.ts'
import { channelText } from '../tongue.ts'

/** What a mark is of: a figure, or a channel or category by its name. */
function partsOf({ name }: Mark): {
  of: 'recency' | 'orders' | 'spent' | 'basket' | 'channel' | 'category'
  what: string
} {
  const [of = '', ...what] = name.split(':')
  return { of: of as 'recency', what: what.join(':') }
}

/** « buy often », « on the app »: a mark in a few words. */
export function markText(t: Translator, mark: Mark): string {
  const { of, what } = partsOf(mark)
  const thing = of === 'channel' ? channelText(t, what) : what
  return t(`personas.mark.${of}`, { more: mark.score > 0 ? 'yes' : 'no', thing })
}

/** The name that a person gave it, or else what marks it most. */
export function personaName(
  t: Translator,
  { name, marks }: Pick<Persona, 'name' | 'marks'>,
): string {
  if (name) return name
  const telling = marks.slice(0, 2).map((mark) => markText(t, mark))
  return telling.length > 0 ? capital(telling.join(' · ')) : t('personas.usual')
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** « 12 days (others: 95 days) »: the figures behind a mark. */
export function figuresText(t: Translator, formats: Formats, mark: Mark, currency: string): string {
  const { of } = partsOf(mark)
  const isShare = of === 'channel' || of === 'category'
  const shown = (value: number) => {
    if (of === 'recency') return t('personas.figures.days', { n: Math.round(value) })
    if (of === 'orders') return t('personas.figures.orders', { n: Math.round(value * 10) / 10 })
    if (of === 'spent' || of === 'basket') return formats.roundMoney(value, currency)
    return formats.percent(value)
  }
  const theirs = shown(mark.theirs)
  return t('personas.figures', {
    theirs: isShare ? t('personas.figures.share', { share: theirs }) : theirs,
    usual: shown(mark.usual),
  })
}
