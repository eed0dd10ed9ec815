/** News of the shops, for whoever listens (kernel/news): a place was opened, changed or given up. */
export const locationChanged = 'Location Changed'
