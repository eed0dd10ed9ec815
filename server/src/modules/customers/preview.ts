import type { Db } from '../../kernel/database.ts'
import { type Discrepancy, discrepancies } from './discrepancies.ts'
import type { PreviewAsked, PreviewPart, RulePreview } from './identity-contract.ts'
import { profilesOf } from './people.ts'
import { rulebookOf } from './rule-store.ts'
import { Rulebook } from './rulebook.ts'
import { nameOf } from './summaries.ts'

const mostExamples = 8
/** Whoever waits at a screen is told how far it came by then. */
const patience = 15_000

/** What other rules would have made of the customers there are. Nothing is changed. */
export async function previewRules(db: Db, asked: PreviewAsked): Promise<RulePreview> {
  const now = await rulebookOf(db)
  const rules = new Rulebook(
    now.version,
    asked.rules ?? now.rules,
    [...now.blockedValues, ...asked.blocked],
    [...now.keptApart, ...asked.apart.map(({ one, other }) => [one, other] as const)],
  )
  const until = performance.now() + patience
  const found: Record<Discrepancy['what'], { count: number; examples: Discrepancy[] }> = {
    split: { count: 0, examples: [] },
    detach: { count: 0, examples: [] },
    merge: { count: 0, examples: [] },
  }
  let complete = true
  for await (const one of discrepancies(db, rules)) {
    const part = found[one.what]
    part.count++
    if (part.examples.length < mostExamples) part.examples.push(one)
    if (performance.now() > until) {
      complete = false
      break
    }
  }
  const all = Object.values(found).flatMap(({ examples }) => examples)
  const profiles = await profilesOf(
    db,
    all.flatMap((one) => ('otherId' in one ? [one.customerId, one.otherId] : [one.customerId])),
  )
  const name = (id: string) => nameOf(profiles.get(id)?.traits ?? {})
  const part = (what: Discrepancy['what']): PreviewPart => ({
    count: found[what].count,
    examples: found[what].examples.map((one) => ({
      ...{ customerId: one.customerId, name: name(one.customerId), why: one.why },
      other: one.what === 'merge' ? { customerId: one.otherId, name: name(one.otherId) } : null,
      identifier: one.what === 'detach' ? one.identifier : null,
    })),
  })
  return { splits: part('split'), detachments: part('detach'), merges: part('merge'), complete }
}
