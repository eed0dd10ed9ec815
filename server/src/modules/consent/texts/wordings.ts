import type { NewWording } from '../contract.ts'

type SampleWording = Omit<NewWording, 'version'>

/** Words for a brand to begin with; its lawyers will want their own. */
export const sampleWordings: readonly SampleWording[] = [
  {
    purpose: 'marketing',
    channel: 'email',
    language: 'fr',
    text: 'J’accepte de recevoir par e-mail les nouveautés et les offres de la marque. Je peux me désabonner à tout moment, d’un clic, dans chaque message.',
  },
  {
    purpose: 'marketing',
    channel: 'email',
    language: 'en',
    text: 'I agree to receive the brand’s news and offers by e-mail. I can unsubscribe at any time, with one click, in every message.',
  },
  {
    purpose: 'marketing',
    channel: 'sms',
    language: 'fr',
    text: 'J’accepte de recevoir par SMS les offres de la marque. Je peux répondre STOP à tout moment.',
  },
  {
    purpose: 'marketing',
    channel: 'sms',
    language: 'en',
    text: 'I agree to receive the brand’s offers by text message. I can reply STOP at any time.',
  },
  {
    purpose: 'marketing',
    channel: 'push',
    language: 'fr',
    text: 'J’accepte de recevoir sur cet appareil des notifications sur les nouveautés et les offres de la marque.',
  },
  {
    purpose: 'marketing',
    channel: 'push',
    language: 'en',
    text: 'I agree to receive notifications about the brand’s news and offers on this device.',
  },
  {
    purpose: 'email_open_tracking',
    channel: 'email',
    language: 'fr',
    text: 'J’accepte que la marque sache si j’ouvre ses e-mails, pour m’en envoyer de plus utiles et moins souvent.',
  },
  {
    purpose: 'email_open_tracking',
    channel: 'email',
    language: 'en',
    text: 'I agree that the brand sees whether I open its e-mails, so that it can send fewer and better ones.',
  },
  {
    purpose: 'analytics',
    channel: 'web',
    language: 'fr',
    text: 'J’accepte que mes visites sur le site et dans l’application soient reliées à mon profil, pour que la marque me propose ce qui me convient.',
  },
  {
    purpose: 'analytics',
    channel: 'web',
    language: 'en',
    text: 'I agree that my visits to the site and the app are linked to my profile, so that the brand can suggest what suits me.',
  },
]
