import { Markup } from './html.ts'

const icon = (path: string) =>
  new Markup(
    `<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`,
  )

export const icons = {
  search: icon('<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>'),
  person: icon(
    '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1.2-4 4-6 7.5-6s6.300 2 7.500 6"/>',
  ),
  bag: icon('<path d="M5 8h14l1 12.500H4z"/><path d="M8.500 8V7a3.500 3.500 0 0 1 7 0v1"/>'),
  heart: icon(
    '<path d="M12 20s-7.500-4.700-7.500-10.200A4.300 4.300 0 0 1 12 7.200a4.300 4.300 0 0 1 7.500 2.600C19.500 15.300 12 20 12 20z"/>',
  ),
  dove: new Markup(
    '<svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true"><path d="M4 20c6 1.500 10-1 12.500-6 1.500-4 5-6.500 8.500-6.500l3.500 2-3.500 1.500c0 7-5 13-12 14l-6 1.500 2.500-3.500c-2.500 0-4-1-5.500-3z" fill="currentColor"/></svg>',
  ),
}
