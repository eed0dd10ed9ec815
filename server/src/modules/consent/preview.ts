import type { Work } from '../../kernel/work.ts'
import type { ConsentLanguage, PreferencePreview } from './contract.ts'
import { pageText } from './page.ts'
import { preferenceForm } from './preference-form.ts'
import { choicesOf, customerOf, languageOf } from './preferences.ts'
import { pageTexts } from './texts/catalogue.ts'

/**
 * The preference page for the eyes of the team. It carries no link of the customer's: whoever holds
 * one decides in their name, and the ledger would prove a decision that they never took.
 */
export async function previewPreferences(
  work: Work,
  brandName: string,
  { customerId, asked }: { customerId: string; asked: ConsentLanguage | undefined },
): Promise<PreferencePreview> {
  const profile = await customerOf(work.tx, customerId)
  const language = languageOf(profile, asked)
  const choices = await choicesOf(work, profile.customerId, language)
  const { timeZone } = profile
  const html = pageText({
    language,
    title: pageTexts[language].title,
    brandName,
    body: preferenceForm({ token: '', language, choices, timeZone, saved: false }),
  })
  return { language, html }
}
