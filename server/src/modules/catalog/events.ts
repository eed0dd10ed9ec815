/** News of the catalogue, for whoever listens (kernel/news): what is asked for an article has changed. */
export const priceChanged = 'Price Changed'
/** A product was published, changed or withdrawn. */
export const productChanged = 'Product Changed'
