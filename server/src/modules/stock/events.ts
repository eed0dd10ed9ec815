/** News of stock: by these names, others hear of it. */

/** An item can be had in a place again. `everywhere`: it could be had nowhere before. */
export const backInStock = 'Back In Stock'
/** It has come down to the level at which somebody wants to know. */
export const stockLow = 'Stock Low'
/** More was handed over than was known to be there. */
export const stockNegative = 'Stock Negative'
