import type { Db } from '../../kernel/database.ts'
import { setting } from '../../kernel/settings.ts'

/** The country whose VAT is told when nobody says where the customer is. */
export async function homeCountry(db: Db): Promise<string> {
  const country = await setting(db, 'catalog.country')
  return typeof country === 'string' ? country : 'FR'
}
