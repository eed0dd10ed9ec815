import { sample } from './sample.ts'

/** On the day itself. */
export const birthday = sample({
  name: 'Anniversaire',
  fr: {
    subject:
      '{% if customer.first_name %}{{ customer.first_name }}, bel{% else %}Bel{% endif %} anniversaire',
    preheader: 'Une attention vous attend, en ligne et en boutique.',
    title: 'Bel anniversaire',
    paragraphs: [
      'Toute la maison pense à vous aujourd’hui. Passez nous voir quand vous voudrez ce mois-ci : une petite attention vous y attend, sans obligation d’achat.',
    ],
    button: 'Voir ce qui m’attend',
  },
  en: {
    subject:
      '{% if customer.first_name %}{{ customer.first_name }}, happy{% else %}Happy{% endif %} birthday',
    preheader: 'A little something is waiting, on line and in the shop.',
    title: 'Happy birthday',
    paragraphs: [
      'All the house is thinking of you today. Come and see us whenever you like this month: a little something is waiting for you, with no need to buy anything.',
    ],
    button: 'See what is waiting',
  },
})

/** To who has not bought for long. */
export const winBack = sample({
  name: 'Vous nous manquez',
  fr: {
    subject: 'Cela fait longtemps',
    preheader: 'Ce qui a changé depuis votre dernière visite.',
    title: 'Cela fait longtemps',
    paragraphs: [
      'Depuis votre dernière visite, il y a eu du nouveau : des marques que nous aimons, des formules améliorées, des boutiques repeintes. Nous serions heureux de vous les montrer.',
    ],
    button: 'Voir les nouveautés',
  },
  en: {
    subject: 'It has been a while',
    preheader: 'What has changed since your last visit.',
    title: 'It has been a while',
    paragraphs: [
      'Since your last visit there has been news: brands we love, better formulas, freshly painted shops. We would be happy to show them to you.',
    ],
    button: 'See what is new',
  },
})

/** The last one, which asks rather than sells. */
export const stayInTouch = sample({
  name: 'Rester en contact ?',
  url: '{{ preferences_url }}',
  fr: {
    subject: 'Souhaitez-vous encore de nos nouvelles ?',
    preheader: 'Moins souvent, sur d’autres sujets, ou plus du tout : dites-le-nous.',
    title: 'Encore un mot, ou aucun',
    paragraphs: [
      'Nous ne voulons pas encombrer votre boîte. Dites-nous ce qui vous intéresse, à quel rythme, ou que vous préférez le silence : un clic suffit, et nous nous y tiendrons.',
    ],
    button: 'Choisir',
  },
  en: {
    subject: 'Would you still like to hear from us?',
    preheader: 'Less often, about other things, or not at all: tell us.',
    title: 'One more word, or none',
    paragraphs: [
      'We do not want to clutter your mailbox. Tell us what interests you, how often, or that you prefer silence: one click is enough, and we will keep to it.',
    ],
    button: 'Choose',
  },
})

/** Invites to an evening in the shop. */
export const shopEvent = sample({
  name: 'Invitation en boutique',
  fr: {
    subject: 'Une soirée dans votre boutique',
    preheader: 'Conseils, essais et un verre de bienvenue : dites-nous si vous venez.',
    title: 'Vous êtes des nôtres ?',
    paragraphs: [
      '{% if customer.favorite_shop %}{{ customer.favorite_shop }} ouvre ses portes{% else %}Votre boutique ouvre ses portes{% endif %} pour une soirée de conseils et d’essais, en petit comité. Les places sont comptées : dites-nous si vous venez.',
    ],
    button: 'Réserver ma place',
  },
  en: {
    subject: 'An evening in your shop',
    preheader: 'Advice, things to try and a glass of welcome: tell us whether you come.',
    title: 'Will you join us?',
    paragraphs: [
      '{% if customer.favorite_shop %}{{ customer.favorite_shop }} opens its doors{% else %}Your shop opens its doors{% endif %} for an evening of advice and things to try, among few. There are not many places: tell us whether you come.',
    ],
    button: 'Keep me a place',
  },
})

/** The day before, to who said they would come. */
export const shopEventReminder = sample({
  name: 'Rappel d’invitation',
  fr: {
    subject: 'À très bientôt en boutique',
    preheader: 'Votre place vous attend.',
    title: 'On vous attend',
    paragraphs: [
      'Votre place est gardée{% if event.starts_at %} pour le {{ event.starts_at | day }}{% endif %}. Venez comme vous êtes ; si vous avez un empêchement, prévenez-nous, quelqu’un sera content de prendre votre place.',
    ],
    button: 'Voir l’adresse',
  },
  en: {
    subject: 'See you soon in the shop',
    preheader: 'Your place is waiting.',
    title: 'We are expecting you',
    paragraphs: [
      'Your place is kept{% if event.starts_at %} for {{ event.starts_at | day }}{% endif %}. Come as you are; if something comes up, tell us, somebody will be glad to take your place.',
    ],
    button: 'See the address',
  },
})
