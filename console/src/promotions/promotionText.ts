import type { NewPromotion } from '../../../server/src/modules/promotions/contract.ts'
import type {
  Condition,
  Effect,
  EffectOf,
  Target,
} from '../../../server/src/modules/promotions/effect-contract.ts'
import type { Formats } from '../texts/formats.ts'
import type { Translator } from '../texts/translator.ts'

export interface Words {
  readonly t: Translator
  readonly formats: Formats
  /** What audiences are called, by their ids, and categories, by their codes. */
  readonly nameOf: (id: string) => string | undefined
}

/** What a promotion gives, in a sentence of its own. */
export function effectText(words: Words, effect: Effect, currency: string): string {
  const { t, formats } = words
  const money = (amount: number) => formats.money(amount, currency)
  switch (effect.kind) {
    case 'percent': {
      const { of, percent, target, maxQuantity } = effect
      const values = { percent: percentText(formats, percent), target: targetText(words, target) }
      return of === 'items'
        ? t('promotions.does.items', { ...values, most: maxQuantity ?? 0 })
        : t('promotions.does.order', values)
    }
    case 'fixed':
      return t(`promotions.does.fixed.${effect.how}`, {
        amount: money(effect.amount),
        target: targetText(words, effect.target),
        most: effect.maxQuantity ?? 0,
      })
    case 'buy-get':
      return getText(words, effect)
    case 'tiers':
      return list(
        formats,
        effect.steps.map((step) => stepText(words, effect.by, step, currency)),
      )
    case 'delivery':
      return deliveryText(words, effect, money)
    case 'bundle':
      return t('promotions.does.bundle', {
        amount: money(effect.price),
        parts: list(
          formats,
          effect.parts.map(({ target, quantity }) =>
            t('promotions.does.part', { count: quantity, target: targetText(words, target) }),
          ),
        ),
      })
    case 'gift':
      return t('promotions.does.gift', { count: effect.quantity, sku: effect.sku || '…' })
  }
}

function getText(words: Words, { buy, get, percent, which }: EffectOf<'buy-get'>): string {
  return words.t('promotions.does.get', {
    buy: buy.quantity,
    from: targetText(words, buy.target),
    get: get.quantity,
    to: targetText(words, get.target),
    free: percent === 10_000 ? 'yes' : 'no',
    percent: percentText(words.formats, percent),
    which,
  })
}

function stepText(
  { t, formats }: Words,
  by: 'spend' | 'quantity',
  step: EffectOf<'tiers'>['steps'][number],
  currency: string,
): string {
  const off =
    'percent' in step ? percentText(formats, step.percent) : formats.money(step.amount, currency)
  return by === 'spend'
    ? t('promotions.does.step.spend', { off, from: formats.money(step.from, currency) })
    : t('promotions.does.step.quantity', { off, from: step.from })
}

function deliveryText(
  { t, formats }: Words,
  { how, value }: EffectOf<'delivery'>,
  money: (amount: number) => string,
): string {
  if (how === 'percent') {
    return t('promotions.does.delivery.percent', { percent: percentText(formats, value) })
  }
  if (how === 'price' && value === 0) return t('promotions.does.delivery.free')
  return t(`promotions.does.delivery.${how}`, { amount: money(value) })
}

/** Everything that must hold for it to be given: each a few words, in the order in which it is read. */
export function whenTexts(words: Words, promotion: NewPromotion): string[] {
  const { t, formats } = words
  const { currency, limits } = promotion
  return [
    ...promotion.conditions.map((one) => conditionText(words, one, currency)),
    ...(promotion.needsCode ? [t('promotions.when.code')] : []),
    ...periodTexts(words, promotion),
    ...(limits.perCustomer ? [t('promotions.when.once', { count: limits.perCustomer })] : []),
    ...(limits.total ? [t('promotions.when.total', { count: limits.total })] : []),
    ...(limits.budget
      ? [t('promotions.when.budget', { amount: formats.roundMoney(limits.budget, currency) })]
      : []),
    ...(promotion.combines ? [] : [t('promotions.when.alone')]),
    ...(promotion.group ? [t('promotions.when.group', { name: promotion.group })] : []),
  ]
}

export function conditionText(words: Words, condition: Condition, currency: string): string {
  const { t, formats, nameOf } = words
  switch (condition.kind) {
    case 'subtotal':
      return t('promotions.when.subtotal', {
        amount: formats.money(condition.atLeast, currency),
        target: targetText(words, condition.target),
      })
    case 'quantity':
    case 'line-quantity':
      return t(`promotions.when.${condition.kind}`, {
        count: condition.atLeast,
        target: targetText(words, condition.target),
      })
    case 'channel': {
      const names = condition.anyOf.map((channel) => {
        const key = `channels.${channel}`
        return t.has(key) ? t(key) : channel
      })
      return t('promotions.when.channel', { names: list(formats, names) })
    }
    case 'audience':
    case 'shop':
      return t(`promotions.when.${condition.kind}`, {
        names: list(
          formats,
          condition.anyOf.map((id) => nameOf(id) ?? id),
        ),
      })
    case 'first-order':
      return t('promotions.when.first-order')
  }
}

function periodTexts({ t, formats }: Words, { startsAt, endsAt }: NewPromotion): string[] {
  if (startsAt && endsAt) {
    const [from, until] = [formats.shortDate(startsAt), formats.date(endsAt)]
    return [t('promotions.when.between', { from, until })]
  }
  if (startsAt) return [t('promotions.when.from', { date: formats.date(startsAt) })]
  return endsAt ? [t('promotions.when.until', { date: formats.date(endsAt) })] : []
}

/** `none` where everything is meant. */
function targetText({ formats, nameOf }: Words, target: Target): string {
  const called = [...target.categories, ...target.products].map((id) => nameOf(id) ?? id)
  const names = [...called, ...target.brands, ...target.skus]
  return names.length === 0 ? 'none' : list(formats, names)
}

export const percentText = (formats: Formats, points: number) => formats.percent(points / 10_000)

const list = (formats: Formats, names: readonly string[]) =>
  new Intl.ListFormat(formats.locale, { type: 'unit', style: 'short' }).format(names)
