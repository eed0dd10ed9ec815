import { sql } from 'kysely'
import { type Db, prepared } from '../../kernel/database.ts'
import { steady } from '../../kernel/steady.ts'
import { homeCountry } from './home.ts'
import './tables.ts'

/** The class that others fall back to, and that a state has always. */
export const standard = 'standard'

interface Taxed {
  readonly country?: string | undefined
  readonly at: Date
}

export interface VatRates {
  of(taxClass: string): number
}

/**
 * What is taxed how in a country on a day, in basis points; at home, where nobody says where the customer is.
 * A class that the country has not is taxed at its standard rate; what goes to a country without rates,
 * outside the union, is sold without.
 */
export async function vatRates(db: Db, asked: Taxed): Promise<VatRates> {
  const country = asked.country ?? (await homeCountry(db))
  return ratesOn(db, country, dayIn(asked.at, country))
}

const ratesOn = steady(
  'house',
  ['catalog.vat_rate'],
  async (db, country: string, day: string): Promise<VatRates> => {
    const { rows } = await sql<{ tax_class: string; rate: number }>`${prepared}
      select distinct on (tax_class) tax_class, rate from catalog.vat_rate
      where country = ${country} and since <= ${day}::date
      order by tax_class, since desc`.execute(db)
    const rates = new Map(rows.map((row) => [row.tax_class, row.rate]))
    return { of: (taxClass) => rates.get(taxClass) ?? rates.get(standard) ?? 0 }
  },
)

/** Capitals whose day it is: a rate changes at midnight there, not in Greenwich. */
const zones: Readonly<Record<string, string>> = {
  ...{ AT: 'Europe/Vienna', BE: 'Europe/Brussels', BG: 'Europe/Sofia', CY: 'Asia/Nicosia' },
  ...{ CZ: 'Europe/Prague', DE: 'Europe/Berlin', DK: 'Europe/Copenhagen', EE: 'Europe/Tallinn' },
  ...{ ES: 'Europe/Madrid', FI: 'Europe/Helsinki', FR: 'Europe/Paris', GR: 'Europe/Athens' },
  ...{ HR: 'Europe/Zagreb', HU: 'Europe/Budapest', IE: 'Europe/Dublin', IT: 'Europe/Rome' },
  ...{ LT: 'Europe/Vilnius', LU: 'Europe/Luxembourg', LV: 'Europe/Riga', MT: 'Europe/Malta' },
  ...{ NL: 'Europe/Amsterdam', PL: 'Europe/Warsaw', PT: 'Europe/Lisbon', RO: 'Europe/Bucharest' },
  ...{ SE: 'Europe/Stockholm', SI: 'Europe/Ljubljana', SK: 'Europe/Bratislava' },
}

const days = new Map<string, Intl.DateTimeFormat>()

function dayIn(at: Date, country: string): string {
  const timeZone = zones[country] ?? 'UTC'
  const format =
    days.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  days.set(timeZone, format)
  return format.format(at)
}
