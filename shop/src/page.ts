import type { Markup } from './html.ts'

/** What a page of the shop consists of. */
export interface Page {
  readonly title: string
  readonly markup: Markup
  /** Once it is shown: listens to what people do on it, and tells the thread what is looked at. */
  readonly ready?: (place: HTMLElement) => void
  /** When another page takes its place: follows nothing any more. */
  readonly leave?: () => void
}

export interface Address {
  /** What the address names: a product, a department. */
  readonly name: string
  readonly query: URLSearchParams
}

const base = '/shop'
export const href = (path: string): string => base + path

/** Goes to another page of the shop without loading it anew. */
export function go(path: string): void {
  history.pushState(null, '', href(path))
  dispatchEvent(new PopStateEvent('popstate'))
}
