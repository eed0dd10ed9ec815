import { sample } from './sample.ts'

const url = '{{ event.url | default: shop_url }}'

/** About what was looked at, and left. */
export const browse = sample({
  name: 'Vu récemment',
  shows: 'products',
  url,
  fr: {
    subject: 'Vous hésitez ?',
    preheader: 'Les avis, les conseils, et de quoi essayer en boutique.',
    title: 'Rien ne presse',
    paragraphs: [
      'Vous avez pris le temps de regarder. Les avis de celles et ceux qui l’ont choisi aident souvent, et nos conseillères répondent à toutes les questions, même à celles que l’on n’ose pas poser.',
    ],
    button: 'Y retourner',
  },
  en: {
    subject: 'Not sure yet?',
    preheader: 'Reviews, advice, and something to try in the shop.',
    title: 'There is no hurry',
    paragraphs: [
      'You took your time to look. What those say who chose it often helps, and our advisers answer every question, even those one does not dare to ask.',
    ],
    button: 'Have another look',
  },
})

/** What somebody wanted can be had again. */
export const backInStock = sample({
  name: 'De retour en stock',
  shows: 'news',
  url,
  fr: {
    subject: 'Il est de retour',
    preheader: 'Ce que vous aviez remarqué est de nouveau disponible.',
    title: 'De retour parmi nous',
    paragraphs: [
      'Vous l’aviez remarqué, il nous manquait : le voici de nouveau. Les premiers arrivages partent vite, alors nous vous prévenons avant de le remettre en vitrine.',
    ],
    button: 'Le retrouver',
  },
  en: {
    subject: 'It is back',
    preheader: 'What you had noticed can be had again.',
    title: 'Back among us',
    paragraphs: [
      'You had noticed it, and we had run out: here it is again. The first ones go quickly, so we are telling you before it returns to the window.',
    ],
    button: 'Find it again',
  },
})

/** What somebody wanted costs less. */
export const priceDrop = sample({
  name: 'Baisse de prix',
  shows: 'news',
  url,
  fr: {
    subject: 'Son prix a baissé',
    preheader: 'Ce que vous aviez remarqué coûte moins cher aujourd’hui.',
    title: 'Une bonne nouvelle',
    paragraphs: [
      'Ce que vous aviez remarqué coûte moins cher qu’hier. Le prix est le même en ligne et dans toutes nos boutiques.',
    ],
    button: 'Voir le nouveau prix',
  },
  en: {
    subject: 'It costs less now',
    preheader: 'What you had noticed costs less today.',
    title: 'Some good news',
    paragraphs: [
      'What you had noticed costs less than yesterday. The price is the same on line and in all our shops.',
    ],
    button: 'See the new price',
  },
})
