import type { LetterTexts } from './fr.ts'

export const en: LetterTexts = {
  subject: (brand) => `A new password for the console of ${brand}`,
  hello: (name) => `Hello ${name},`,
  asked: (brand) =>
    `Somebody, most likely you, has asked to choose a new password for the console of ${brand}.`,
  action: 'Choose a password',
  limits: 'This link works once, within an hour.',
  otherwise:
    'If it was not you, do nothing: your password stays as it is. Nobody will ever ask you for this link.',
}
