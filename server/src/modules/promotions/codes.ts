import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { InWork, Work } from '../../kernel/work.ts'
import type { CodePage, CodeQuery, NewCodes, PromotionCode } from './contract.ts'
import { promotionOf } from './promotions.ts'
import { CodeTaken } from './refusals.ts'
import './tables.ts'

/** Without those that are taken for one another when read aloud or typed from paper. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const drawnLetters = 10
const portion = 2_000

/** Adds a code that many may use, or so many that each may be used once; says of which batch they are. */
export async function addCodes(
  inWork: InWork,
  promotionId: string,
  input: NewCodes,
): Promise<{ added: number; batchId: string | null }> {
  if ('code' in input) {
    await inWork((work) => addShared(work, promotionId, input))
    return { added: 1, batchId: null }
  }
  const batchId = await inWork(async (work) => {
    await promotionOf(work.tx, promotionId)
    return work.newId()
  })
  for (let left = input.count; left > 0; ) {
    const count = Math.min(left, portion)
    left -= await inWork((work) =>
      draw(work, { promotionId, batchId, count, prefix: input.prefix }),
    )
  }
  return { added: input.count, batchId }
}

async function addShared(
  work: Work,
  promotionId: string,
  { code, maxUses }: { code: string; maxUses: number | null },
): Promise<void> {
  await promotionOf(work.tx, promotionId)
  const added = await work.tx
    .insertInto('promotions.code')
    .values({
      ...{ code, promotion_id: promotionId, batch_id: null, max_uses: maxUses },
      created_at: work.now,
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('code')
    .executeTakeFirst()
  if (!added) throw new CodeTaken({ code })
}

interface Drawing {
  readonly promotionId: string
  readonly batchId: string
  readonly count: number
  readonly prefix: string
}

/** Draws codes, and says how many of them nobody had yet. */
async function draw(work: Work, { promotionId, batchId, count, prefix }: Drawing): Promise<number> {
  const codes = Array.from({ length: count }, () => prefix + drawn())
  const { numAffectedRows } = await sql`
    insert into promotions.code (code, promotion_id, batch_id, max_uses, created_at)
    select code, ${promotionId}, ${batchId}, 1, ${work.now} from unnest(${codes}::text[]) as code
    on conflict (code) do nothing`.execute(work.tx)
  return Number(numAffectedRows ?? 0)
}

const drawn = () =>
  Array.from({ length: drawnLetters }, () => letters[randomInt(letters.length)]).join('')

/** Takes away a code that nobody has used. */
export async function removeCode(work: Work, promotionId: string, code: string): Promise<boolean> {
  const { numDeletedRows } = await work.tx
    .deleteFrom('promotions.code')
    .where('promotion_id', '=', promotionId)
    .where('code', '=', code)
    .where('uses', '=', 0)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function codePage(
  db: Db,
  promotionId: string,
  { search, after, limit }: CodeQuery,
): Promise<CodePage> {
  const of = db.selectFrom('promotions.code').where('promotion_id', '=', promotionId)
  const { total, used } = await of
    .select([
      ({ fn }) => fn.countAll<number>().as('total'),
      sql<number>`count(*) filter (where uses > 0)`.as('used'),
    ])
    .executeTakeFirstOrThrow()
  const rows = await of
    .selectAll()
    .$if(after !== undefined, (query) => query.where('code', '>', after ?? ''))
    .$if(!!search, (query) => query.where('code', 'like', `${escaped(search ?? '')}%`))
    .orderBy('code')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  return {
    codes: page.map(
      (row): PromotionCode => ({
        code: row.code,
        batchId: row.batch_id,
        maxUses: row.max_uses,
        uses: row.uses,
        createdAt: row.created_at.toISOString(),
      }),
    ),
    next: rows.length > limit ? (page.at(-1)?.code ?? null) : null,
    total,
    used,
  }
}

const escaped = (text: string) => text.replace(/[\\%_]/g, (found) => `\\${found}`)

/** All codes of a promotion as lines of a CSV file, portion by portion. */
export async function* codeLines(db: Db, promotionId: string): AsyncGenerator<string> {
  yield 'code;max_uses;uses\n'
  for (let after: string | undefined; ; ) {
    const { codes, next } = await codePage(db, promotionId, { after, limit: 5_000 })
    yield codes.map(({ code, maxUses, uses }) => `${code};${maxUses ?? ''};${uses}\n`).join('')
    if (!next) return
    after = next
  }
}
