/** The till as the rest of the product sees it: receipts that are sealed, and days that are closed. */
export { closingsLoop } from './close.ts'
export { adjustment, correctSale, salesOfOrder } from './correct.ts'
export { tillRoutes } from './routes.ts'
export { tillTables } from './tables.ts'
export { openTill, tillAt } from './tills.ts'
export { taxesIn } from './totals.ts'
export { verifyTills } from './verify.ts'
export { type NewReceipt, writeReceipt } from './write.ts'
