import type { LeafFinding } from '../../../server/src/modules/audiences/contract.ts'
import type { Tongue } from './tongue.ts'

/** What a part of the condition found with a customer: a count, a value, a moment, an answer. */
export function foundText(tongue: Tongue, { leaf, found }: LeafFinding): string {
  const { t } = tongue
  if (found === null || found === undefined) return nothingText(tongue, leaf.kind)
  if (typeof found === 'boolean') return t(`conditions.found.${found ? 'yes' : 'no'}`)
  if (typeof found === 'number') return numberText(tongue, leaf.kind, found)
  if (leaf.kind === 'held') return heldText(tongue, found)
  if (leaf.kind === 'rfm') return rfmText(tongue, found)
  if (leaf.kind === 'distance') return distanceText(tongue, found)
  if (typeof found === 'string') return saidText(tongue, leaf.kind, found)
  const values = Array.isArray(found) ? found.map((one) => String(one ?? '—')) : undefined
  return t('audiences.found.value', { value: values?.join(', ') ?? JSON.stringify(found) })
}

/** Of some things one must know why there is nothing: nobody forecast it, they told no address. */
function nothingText({ t }: Tongue, kind: LeafFinding['leaf']['kind']): string {
  if (kind === 'predicted') return t('conditions.found.notPredicted')
  if (kind === 'distance') return t('conditions.found.noPlace')
  if (kind === 'rfm') return t('conditions.found.neverBought')
  return t('audiences.found.nothing')
}

function rfmText({ t, formats }: Tongue, found: unknown): string {
  const { days, orders, spent, currency } = found as {
    days: number
    orders: number
    spent: number
    currency: string
  }
  return t('conditions.found.rfm', { days, orders, spent: formats.money(spent, currency) })
}

function distanceText({ t, formats }: Tongue, found: unknown): string {
  const { place, km } = found as { place: string; km: number }
  return t('conditions.found.distance', { place, km: formats.number(km) })
}

function saidText({ t, formats }: Tongue, kind: LeafFinding['leaf']['kind'], found: string) {
  const consent = `audiences.found.${found}`
  if (kind === 'consent' && t.has(consent)) return t(consent)
  const stage = `customers.stage.${found}`
  if (kind === 'stage' && t.has(stage)) return t('conditions.found.stage', { stage: t(stage) })
  if (isMoment(found)) return t('conditions.found.moment', { date: formats.dateTime(found) })
  return t('audiences.found.value', { value: found })
}

const isMoment = (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)

function numberText({ t, formats }: Tongue, kind: LeafFinding['leaf']['kind'], found: number) {
  const value = new Intl.NumberFormat(formats.locale).format(found)
  if (kind === 'sample') return t('conditions.found.share', { value })
  if (kind === 'amount' || kind === 'trait' || kind === 'predicted')
    return t('conditions.found.amount', { value })
  return t('audiences.found.count', { n: found })
}

/** Since when a trait has had its value, or what it is instead. */
function heldText({ t, formats }: Tongue, found: unknown): string {
  const { value, since } = found as { value: unknown; since?: string }
  if (since) return t('conditions.found.since', { date: formats.dateTime(since) })
  if (value === null) return t('audiences.found.nothing')
  return t('audiences.found.value', { value: String(value) })
}
