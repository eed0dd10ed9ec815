import { steadySetting } from '../../kernel/settings.ts'

/** The country whose VAT is told when nobody says where the customer is. */
export const homeCountry = steadySetting('catalog.country', (country) =>
  typeof country === 'string' ? country : 'FR',
)
