import type { Db } from '../../kernel/database.ts'
import { brand } from './brand.ts'
import type { Language, Person } from './contract.ts'
import { en } from './texts/en.ts'
import { fr, type LetterTexts } from './texts/fr.ts'

/** A mail to a member of the team. It is no message to a customer: no ledger, no tracking. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
}

/** Hands a letter over, or throws: then the job that wrote it is tried again. */
export type LetterBox = (letter: Letter) => Promise<void>

const texts: Readonly<Record<Language, LetterTexts>> = { fr, en }

export async function resetLetter(
  tx: Db,
  { name, email, language }: Pick<Person, 'name' | 'email' | 'language'>,
  link: string,
): Promise<Letter> {
  const words = texts[language]
  const { name: brandName } = await brand(tx)
  const [hello, asked] = [words.hello(name), words.asked(brandName)]
  const after = [words.limits, words.otherwise]
  return {
    to: email,
    subject: words.subject(brandName),
    text: [hello, asked, `${words.action} : ${link}`, ...after].join('\n\n'),
    html: page(language, [
      paragraph(hello),
      paragraph(asked),
      `<p style="margin:24px 0"><a href="${escaped(link)}" style="${button}">${escaped(words.action)}</a></p>`,
      ...after.map(paragraph),
    ]),
  }
}

const button =
  'display:inline-block;padding:12px 20px;border-radius:6px;background:#1d1b18;color:#fff;text-decoration:none'
const page = (language: Language, parts: string[]) =>
  `<!doctype html><html lang="${language}"><body style="margin:0;padding:24px;font:16px/1.5 sans-serif;color:#1d1b18;max-width:560px">${parts.join('')}</body></html>`
const paragraph = (text: string) => `<p>${escaped(text)}</p>`
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
