import type { Db } from '../../kernel/database.ts'
import { promotionsFor } from './candidates.ts'
import type { NewPromotion, TriedOut, TryOut } from './contract.ts'
import { quote } from './engine/quote.ts'
import type { Rule } from './engine/rule.ts'
import './tables.ts'

/** A draft that has no id yet is last among those of its priority. */
const draftId = 'ffffffff-ffff-7fff-bfff-ffffffffffff'

/** What a basket would come to with the promotions that are active and the one being written. */
export async function tryOut(db: Db, input: TryOut, now: Date): Promise<TriedOut> {
  const at = input.at ? new Date(input.at) : now
  const { channel, shopId, audienceIds, firstOrder, codes } = input
  const asked = { at, channel, shopId, audienceIds, firstOrder, codes, customerId: null }
  const { rules, context } = await promotionsFor(db, asked)
  const { draft, id = draftId } = input
  const others = rules.filter((rule) => !draft || rule.id !== id)
  const all = draft ? [...others, ruleOfDraft(draft, id, rules, codes)] : others
  const names = await namesOf(
    db,
    all.map((rule) => rule.id),
  )
  return {
    quote: quote(input.basket, all, context),
    names: { ...names, ...(draft && { [id]: draft.name }) },
    draftId: draft ? id : null,
  }
}

/** A code that was typed and opens nothing else is taken for one of the draft's. */
function ruleOfDraft(
  draft: NewPromotion,
  id: string,
  rules: readonly Rule[],
  typed: readonly string[],
): Rule {
  const known = rules.find((rule) => rule.id === id)
  const others = new Set(
    rules.filter((rule) => rule.id !== id).flatMap((rule) => rule.codes.map(({ code }) => code)),
  )
  const codes = typed.filter((code) => !others.has(code)).map((code) => ({ code, usedUp: false }))
  return {
    ...draft,
    id,
    startsAt: draft.startsAt ? new Date(draft.startsAt) : null,
    endsAt: draft.endsAt ? new Date(draft.endsAt) : null,
    codes: draft.needsCode ? (known?.codes.length ? known.codes : codes) : [],
    used: known?.used ?? { uses: 0, byCustomer: 0, spent: 0 },
  }
}

async function namesOf(db: Db, ids: readonly string[]): Promise<Record<string, string>> {
  const real = ids.filter((id) => id !== draftId)
  if (real.length === 0) return {}
  const rows = await db
    .selectFrom('promotions.promotion')
    .select(['id', 'name'])
    .where('id', 'in', real)
    .execute()
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}
