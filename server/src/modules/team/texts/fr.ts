/** What a member of the team is written, apart from what the console shows. */
export interface LetterTexts {
  readonly subject: (brand: string) => string
  readonly hello: (name: string) => string
  readonly asked: (brand: string) => string
  readonly action: string
  readonly limits: string
  readonly otherwise: string
}

export const fr: LetterTexts = {
  subject: (brand) => `Un nouveau mot de passe pour la console de ${brand}`,
  hello: (name) => `Bonjour ${name},`,
  asked: (brand) =>
    `Quelqu’un, vous sans doute, a demandé à choisir un nouveau mot de passe pour la console de ${brand}.`,
  action: 'Choisir un mot de passe',
  limits: 'Ce lien ne sert qu’une fois, pendant une heure.',
  otherwise:
    'Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même. Personne ne vous demandera ce lien.',
}
