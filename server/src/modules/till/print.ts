import type { Work } from '../../kernel/work.ts'
import { ReceiptUnknown } from './refusals.ts'
import './tables.ts'

/** Notes that a receipt is printed, and says as what: 0 is the original, each further one a duplicate. */
export async function countPrint(work: Work, receiptId: string, by: string): Promise<number> {
  const receipt = await work.tx
    .selectFrom('till.receipt')
    .select(['till_id', 'number'])
    .where('id', '=', receiptId)
    .executeTakeFirst()
  if (!receipt) throw new ReceiptUnknown({ id: receiptId })
  // One at a time, so that no two are the same copy.
  await work.tx
    .selectFrom('till.till')
    .select('id')
    .where('id', '=', receipt.till_id)
    .forUpdate()
    .execute()
  const { copies } = await work.tx
    .selectFrom('till.print')
    .select(({ fn }) => fn.countAll<number>().as('copies'))
    .where('till_id', '=', receipt.till_id)
    .where('number', '=', receipt.number)
    .executeTakeFirstOrThrow()
  await work.tx
    .insertInto('till.print')
    .values({ ...receipt, copy: copies, at: work.now, by })
    .execute()
  return copies
}
