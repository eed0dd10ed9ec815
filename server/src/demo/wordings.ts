/** The words of the demo brand's consents. A version is never edited: other words, another version. */
export const wordings = [
  {
    purpose: 'marketing',
    channel: 'email',
    version: 'newsletter-1',
    language: 'fr',
    text: 'J’accepte de recevoir par e-mail les nouveautés et les offres de Maison Colombe. Je peux me désinscrire à tout moment.',
  },
  {
    purpose: 'marketing',
    channel: 'email',
    version: 'newsletter-1',
    language: 'en',
    text: 'I agree to receive news and offers from Maison Colombe by email. I can unsubscribe at any time.',
  },
  {
    purpose: 'marketing',
    channel: 'email',
    version: 'newsletter-2',
    language: 'fr',
    text: 'Oui, je souhaite recevoir par e-mail les conseils, les nouveautés et les offres de Maison Colombe, choisis d’après mes achats. Chaque message contient un lien pour arrêter.',
  },
  {
    purpose: 'marketing',
    channel: 'email',
    version: 'newsletter-2',
    language: 'en',
    text: 'Yes, I would like to receive advice, news and offers from Maison Colombe by email, chosen from what I buy. Every message has a link to stop.',
  },
  {
    purpose: 'marketing',
    channel: 'sms',
    version: 'sms-1',
    language: 'fr',
    text: 'J’accepte de recevoir par SMS les offres de ma boutique Maison Colombe. STOP par retour de SMS pour arrêter.',
  },
  {
    purpose: 'marketing',
    channel: 'sms',
    version: 'sms-1',
    language: 'en',
    text: 'I agree to receive offers from my Maison Colombe shop by text message. Reply STOP to stop.',
  },
  {
    purpose: 'email_open_tracking',
    channel: 'email',
    version: 'opens-1',
    language: 'fr',
    text: 'J’accepte que Maison Colombe mesure si j’ouvre ses e-mails, pour m’en envoyer moins et de plus utiles.',
  },
  {
    purpose: 'email_open_tracking',
    channel: 'email',
    version: 'opens-1',
    language: 'en',
    text: 'I agree that Maison Colombe measures whether I open its emails, to send me fewer and more useful ones.',
  },
  {
    purpose: 'analytics',
    channel: 'web',
    version: 'site-1',
    language: 'fr',
    text: 'J’accepte que Maison Colombe mesure mes visites sur son site pour l’améliorer et me proposer des produits qui me conviennent.',
  },
  {
    purpose: 'analytics',
    channel: 'web',
    version: 'site-1',
    language: 'en',
    text: 'I agree that Maison Colombe measures my visits to its site in order to improve it and to suggest products that suit me.',
  },
] as const

/** Which words the newsletter's box showed at a moment: they changed half a year before `now`. */
export const newsletterAt = (at: number, changedAt: number): string =>
  at < changedAt ? 'newsletter-1' : 'newsletter-2'
