import { sample } from './sample.ts'

/** What an account is good for. */
export const account = sample({
  name: 'Votre compte',
  fr: {
    subject: 'Votre compte vous suit partout',
    preheader: 'Panier, envies et tickets au même endroit, en ligne comme en boutique.',
    title: 'Tout au même endroit',
    paragraphs: [
      'Votre compte est prêt. Ce que vous mettez au panier sur votre téléphone vous attend sur votre ordinateur, vos tickets de caisse s’y rangent tout seuls, et nos boutiques vous reconnaissent si vous le voulez.',
      'Vous décidez de ce que nous savons, et pouvez le relire à tout moment.',
    ],
    button: 'Ouvrir mon compte',
  },
  en: {
    subject: 'Your account goes with you',
    preheader: 'Basket, wishes and receipts in one place, on line and in the shop.',
    title: 'All in one place',
    paragraphs: [
      'Your account is ready. What you put into your basket on your phone waits for you on your computer, your receipts file themselves, and our shops recognise you if you want them to.',
      'You decide what we know, and can read it again at any time.',
    ],
    button: 'Open my account',
  },
})

/** To who has not told us their shop. */
export const chooseShop = sample({
  name: 'Choisir sa boutique',
  fr: {
    subject: 'Quelle est votre boutique ?',
    preheader: 'Le stock près de chez vous, et le retrait gratuit.',
    title: 'La boutique d’à côté',
    paragraphs: [
      'Dites-nous laquelle de nos boutiques est la vôtre : nous vous montrerons ce qui s’y trouve aujourd’hui, et vos commandes pourront vous y attendre, sans frais.',
    ],
    button: 'Choisir ma boutique',
  },
  en: {
    subject: 'Which shop is yours?',
    preheader: 'What is in stock near you, and free collection.',
    title: 'The shop round the corner',
    paragraphs: [
      'Tell us which of our shops is yours: we will show you what is there today, and your orders can wait for you there, free of charge.',
    ],
    button: 'Choose my shop',
  },
})
