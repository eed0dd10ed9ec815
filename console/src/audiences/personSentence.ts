import type {
  AnniversaryLeaf,
  AudienceLeaf,
  ChannelLeaf,
  DateLeaf,
  HeldLeaf,
  ListLeaf,
  SampleLeaf,
  ShopLeaf,
  StageLeaf,
} from '../../../server/src/modules/audiences/customer-leaf-contract.ts'
import { durationText } from '../texts/phrases.ts'
import { channelText, listed, type Tongue, traitText, whenText, windowText, yes } from './tongue.ts'

export function saysDate(tongue: Tongue, leaf: DateLeaf, denied: boolean): string {
  const { t } = tongue
  const when = whenText(tongue, leaf)
  return t('conditions.date', { denied: yes(denied), trait: traitText(t, leaf.path), when })
}

export function saysAnniversary({ t }: Tongue, leaf: AnniversaryLeaf, denied: boolean): string {
  const { fromDays: from, toDays: to } = leaf
  const said = { denied: yes(denied), trait: traitText(t, leaf.path) }
  if (from === 0 && to === 0) return t('conditions.anniversary.today', said)
  return t('conditions.anniversary.between', { ...said, soon: yes(from === 0), from, to })
}

export function saysHeld({ t }: Tongue, leaf: HeldLeaf, denied: boolean): string {
  return t('conditions.held', {
    denied: yes(denied),
    trait: traitText(t, leaf.path),
    value: String(leaf.value),
    span: leaf.for,
    duration: durationText(t, leaf.seconds),
  })
}

/** Where they stand with the brand, and where they meet it. */
export function saysPlace(
  tongue: Tongue,
  leaf: StageLeaf | ChannelLeaf | ShopLeaf,
  denied: boolean,
): string {
  const { t } = tongue
  if (leaf.kind === 'stage') {
    const stages = leaf.in.map((stage) => t(`customers.stage.${stage}`))
    return t('conditions.stage', {
      denied: yes(denied),
      stages: listed(tongue, 'disjunction', stages),
    })
  }
  const said = { denied: yes(denied), window: windowText(t, leaf.withinSeconds) }
  if (leaf.kind === 'shop') return t(`conditions.shop.${leaf.which}`, { ...said, shop: leaf.shop })
  return t(`conditions.channel.${leaf.which}`, { ...said, channel: channelText(t, leaf.channel) })
}

/** Which of the brand's own sets of customers they are in. */
export function saysSet(
  { t, formats, nameOf }: Tongue,
  leaf: AudienceLeaf | ListLeaf | SampleLeaf,
  denied: boolean,
): string {
  if (leaf.kind === 'sample') {
    const percent = formats.percent(leaf.percent / 100)
    return t('conditions.sample', { denied: yes(denied), percent, seed: leaf.seed })
  }
  const name = nameOf?.(leaf.id) ?? t('conditions.name.unknown')
  return t(`conditions.${leaf.kind}`, { denied: yes(denied), name })
}
