import type { Profile } from '../../thread/events.ts'
import type { Place } from './sending-hours.ts'

/** Overseas a French number does not say which clock its owner lives by; its prefix does. */
const zonesOfPrefixes: readonly (readonly [RegExp, string])[] = [
  [/^\+(590|33690|33691)/, 'America/Guadeloupe'],
  [/^\+(596|33696|33697)/, 'America/Martinique'],
  [/^\+(594|33694)/, 'America/Cayenne'],
  [/^\+(262639|33639)/, 'Indian/Mayotte'],
  [/^\+(262|33692|33693)/, 'Indian/Reunion'],
  [/^\+687/, 'Pacific/Noumea'],
  [/^\+689/, 'Pacific/Tahiti'],
]

/** Where somebody is reached: by what they said of themselves, else by their number. */
export function placeOf({ traits, timeZone }: Pick<Profile, 'traits' | 'timeZone'>): Place {
  const phone = typeof traits.phone === 'string' ? traits.phone : ''
  const overseas = zonesOfPrefixes.find(([prefix]) => prefix.test(phone))?.[1]
  const country = typeof traits.country === 'string' ? traits.country.slice(0, 2).toUpperCase() : ''
  return {
    country: /^[A-Z]{2}$/.test(country) ? country : phone.startsWith('+32') ? 'BE' : 'FR',
    timeZone: overseas && timeZone === 'Europe/Paris' ? overseas : timeZone,
  }
}
