import type { Work } from '../../kernel/work.ts'
import type { LevelRules, PlaceSafety } from './deed-contract.ts'

/** Says what is kept back of an item in a place, and when it runs low. It makes the level if there is none. */
export async function setLevelRules({ tx }: Work, rules: LevelRules): Promise<void> {
  const { sku, locationId, safety, lowAt, uncounted } = rules
  const set = {
    ...{ safety, low_at: lowAt, uncounted },
    safety_by_channel: JSON.stringify(rules.safetyByChannel),
  }
  await tx
    .insertInto('stock.level')
    .values({ sku, location_id: locationId, ...set })
    .onConflict((conflict) => conflict.columns(['sku', 'location_id']).doUpdateSet(set))
    .execute()
}

/** Says what a place keeps back of everything that has no rule of its own. */
export async function setPlaceSafety({ tx }: Work, rule: PlaceSafety): Promise<void> {
  const { locationId, channel, quantity } = rule
  if (quantity === null) {
    await tx
      .deleteFrom('stock.safety')
      .where('location_id', '=', locationId)
      .where('channel', '=', channel)
      .execute()
    return
  }
  await tx
    .insertInto('stock.safety')
    .values({ location_id: locationId, channel, quantity })
    .onConflict((conflict) =>
      conflict.columns(['location_id', 'channel']).doUpdateSet({ quantity }),
    )
    .execute()
}
