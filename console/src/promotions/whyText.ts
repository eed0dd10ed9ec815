import type { NotApplied } from '../../../server/src/modules/promotions/quote-contract.ts'
import type { Formats } from '../texts/formats.ts'
import type { Translator } from '../texts/translator.ts'

/** Why a promotion is not given, with what is missing for it. */
export function whyText(
  { t, formats }: { t: Translator; formats: Formats },
  { why, missing = 0, needed = 0, code, sku }: NotApplied,
  currency: string,
): string {
  const counted = why === 'quantity-missing'
  return t(`promotions.why.${why}`, {
    missing: counted
      ? t('promotions.why.items', { count: missing })
      : formats.money(missing, currency),
    needed,
    code: code ?? '',
    sku: sku ?? '',
  })
}
