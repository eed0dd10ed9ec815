import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import { remember } from '../../kernel/settings.ts'
import { restamp } from '../../kernel/steady.ts'
import type { Work } from '../../kernel/work.ts'
import { homeCountry } from './home.ts'
import { RateUnknown, TaxClassUnknown } from './refusals.ts'
import type { TaxClass, Taxes, VatRate } from './structure-contract.ts'
import './tables.ts'

export async function taxes(db: Db): Promise<Taxes> {
  const { rows: rates } = await sql<VatRate>`
    select country, tax_class as "taxClass", since::text as since, rate from catalog.vat_rate
    order by country, tax_class, since`.execute(db)
  return { classes: await taxClasses(db), rates, home: await homeCountry(db) }
}

export const taxClasses = (db: Db): Promise<TaxClass[]> =>
  db.selectFrom('catalog.tax_class').selectAll().orderBy('position').orderBy('code').execute()

/** Sets a rate from a day on; said again of the same day, it is put right. */
export async function setRate(
  { tx }: Work,
  { country, taxClass, since, rate }: VatRate,
): Promise<void> {
  if (!(await taxClasses(tx)).some(({ code }) => code === taxClass))
    throw new TaxClassUnknown({ taxClass })
  await sql`
    insert into catalog.vat_rate (country, tax_class, since, rate)
    values (${country}, ${taxClass}, ${since}, ${rate})
    on conflict (country, tax_class, since) do update set rate = excluded.rate`.execute(tx)
  await restamp(tx, 'house')
}

export async function removeRate(
  { tx }: Work,
  { country, taxClass, since }: Omit<VatRate, 'rate'>,
): Promise<void> {
  const { numAffectedRows } = await sql`
    delete from catalog.vat_rate
    where country = ${country} and tax_class = ${taxClass} and since = ${since}::date`.execute(tx)
  if (!numAffectedRows) throw new RateUnknown({ country, taxClass, since })
  await restamp(tx, 'house')
}

export const setHome = ({ tx, now }: Work, country: string): Promise<void> =>
  remember(tx, 'catalog.country', country, now)
