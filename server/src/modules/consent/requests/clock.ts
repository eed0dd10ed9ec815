/** The same day so many months later, or the last one of a month that is too short. */
export function monthsLater(moment: Date, months: number): Date {
  const later = new Date(moment)
  later.setUTCDate(1)
  later.setUTCMonth(later.getUTCMonth() + months)
  const days = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate()
  later.setUTCDate(Math.min(moment.getUTCDate(), days))
  return later
}

/** Article 12(3) of the GDPR: one month, two more where it is complicated and the person is told. */
export const answeredWithin = 1
export const extendedBy = 2
