import type { ColumnType, Generated } from 'kysely'
import { declareTables, ref } from '../../kernel/registry.ts'
import type { DayHours, LocationKind, Service } from './contract.ts'

export interface LocationTable {
  id: string
  code: string
  kind: LocationKind
  name: string
  active: Generated<boolean>
  street: Generated<string>
  postal_code: Generated<string>
  city: Generated<string>
  country: string
  latitude: number | null
  longitude: number | null
  zone: string | null
  time_zone: string
  phone: string | null
  email: string | null
  services: Generated<Service[]>
  geofence: Generated<number>
  hours: ColumnType<DayHours[], string | undefined, string>
  closed_on_holidays: Generated<boolean>
  created_at: Date
  changed_at: Date
  version: Generated<number>
}

interface SpecialDayTable {
  location_id: string
  day: string
  hours: ColumnType<DayHours, string, string>
  note: string | null
}

/** What this module owns: no other module reads or writes these tables. */
declare module '../../kernel/database.ts' {
  interface Database {
    'shops.location': LocationTable
    'shops.special_day': SpecialDayTable
  }
}

export const shopsTables = declareTables({
  'shops.location': ref(),
  'shops.special_day': ref(),
})
