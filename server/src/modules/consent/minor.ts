import type { Profile } from '../thread/events.ts'

/** From this age on a person consents alone to what is offered on line (France; 16 elsewhere). */
const ageOfConsent = 15

const names = ['birthday', 'birthDate', 'birth_date', 'birthdate', 'dateOfBirth', 'date_of_birth']

/** Whether a person said a birthday that makes them too young to consent alone. */
export function isMinor({ traits }: Pick<Profile, 'traits'>, now: Date): boolean {
  const said = names.map((name) => traits[name]).find((value) => value !== undefined)
  const born = typeof said === 'string' ? dayIn(said) : undefined
  if (!born) return false
  const comesOfAge = Date.UTC(born.year + ageOfConsent, born.month - 1, born.day)
  return now.getTime() < comesOfAge
}

/** The day of `2012-05-31`, an ISO date with a time, or `31/05/2012`. */
function dayIn(text: string): { year: number; month: number; day: number } | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text)
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }
  const french = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text)
  if (french) return { year: Number(french[3]), month: Number(french[2]), day: Number(french[1]) }
  return undefined
}
