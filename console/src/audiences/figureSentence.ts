import type {
  DistanceLeaf,
  PersonaLeaf,
  PredictedLeaf,
  Range,
  RfmLeaf,
} from '../../../server/src/modules/audiences/figure-leaf-contract.ts'
import { listed, type Tongue, yes } from './tongue.ts'

export function saysRfm(tongue: Tongue, leaf: RfmLeaf, denied: boolean): string {
  const { t, formats } = tongue
  const { recency, frequency, money, currency } = leaf
  const days = (value: number) => formats.number(value)
  const parts = [
    recency && t('conditions.rfm.recency', said(recency, days)),
    frequency && t('conditions.rfm.frequency', whole(frequency)),
    money &&
      t(
        'conditions.rfm.money',
        said(money, (value) => formats.roundMoney(value, currency)),
      ),
  ].filter((part) => part !== undefined)
  return t('conditions.rfm', { denied: yes(denied), parts: listed(tongue, 'conjunction', parts) })
}

/** Which of its sides a range has, and both as they are written. */
function said({ from, to }: Range, written: (value: number) => string) {
  const sides = to === undefined ? 'from' : from === 0 ? 'to' : 'both'
  return { sides, from: written(from), to: to === undefined ? '' : written(to) }
}

/** Orders are whole: below five is up to four. */
function whole({ from, to }: Range) {
  const most = to === undefined ? undefined : Math.ceil(to) - 1
  const sides = most === undefined ? 'from' : most === from ? 'one' : 'both'
  return { sides, from, to: most ?? 0 }
}

const namedMost = 3

export function saysDistance(tongue: Tongue, leaf: DistanceLeaf, denied: boolean): string {
  const { t, formats } = tongue
  const { places, which, is, km } = leaf
  const names = places.slice(0, namedMost).map(({ name }) => name)
  const more = places.length - names.length
  if (more > 0) names.push(t('conditions.distance.more', { n: more }))
  return t('conditions.distance', {
    ...{ denied: yes(denied), is, which, km: formats.number(km) },
    places: listed(tongue, 'disjunction', names),
  })
}

export function saysPredicted(
  { t, formats }: Tongue,
  leaf: PredictedLeaf,
  denied: boolean,
): string {
  const comparison = t(`conditions.compare.${leaf.op}`, { value: formats.number(leaf.value) })
  return t('conditions.predicted', { denied: yes(denied), name: leaf.name, comparison })
}

export function saysPersona({ t, nameOf }: Tongue, leaf: PersonaLeaf, denied: boolean): string {
  const name = nameOf?.(leaf.id) ?? t('conditions.name.unknown')
  return t('conditions.persona', { denied: yes(denied), name })
}
