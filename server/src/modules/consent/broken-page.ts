import { html, pageText } from './page.ts'
import { pageTexts } from './texts/catalogue.ts'

/** What a link that was not signed here, or leads to nobody any more, shows: in both languages, since it says neither. */
export function brokenPage(brandName: string): string {
  const { title, text } = pageTexts.fr.broken
  const english = pageTexts.en.broken
  const body = html`<p>${text}</p><h2 lang="en">${english.title}</h2><p lang="en">${english.text}</p>`
  return pageText({ language: 'fr', title, brandName, body })
}

/** The bodies of browsers' forms, and of the one-click POST of mail programs, which may be either. */
export const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data']
