import { sample } from './sample.ts'

/** Some days after an order: how to get the best out of it. */
export const thanks = sample({
  name: 'Après l’achat',
  shows: 'products',
  fr: {
    subject: 'Bien débuter avec vos achats',
    preheader: 'Quelques conseils de nos équipes, et quoi faire si cela ne va pas.',
    title: 'Merci, et quelques conseils',
    paragraphs: [
      'Merci de votre confiance. Prenez le temps de découvrir ce que vous avez choisi : un soin se juge au bout de deux semaines, un livre au bout d’un chapitre.',
      'Si quelque chose ne va pas, vous avez trente jours pour changer d’avis, en ligne ou dans n’importe laquelle de nos boutiques.',
    ],
    button: 'Voir les conseils',
  },
  en: {
    subject: 'Getting started with what you bought',
    preheader: 'Some advice from our teams, and what to do if it does not suit you.',
    title: 'Thank you, and some advice',
    paragraphs: [
      'Thank you for your trust. Take your time to discover what you chose: care shows after two weeks, a book after a chapter.',
      'If something does not suit you, you have thirty days to change your mind, on line or in any of our shops.',
    ],
    button: 'See the advice',
  },
})

/** Asks for a review once there was time to try. */
export const review = sample({
  name: 'Demande d’avis',
  shows: 'products',
  fr: {
    subject:
      '{% if customer.first_name %}{{ customer.first_name }}, qu’en{% else %}Qu’en{% endif %} dites-vous ?',
    preheader: 'Deux minutes pour aider ceux qui hésitent.',
    title: 'Votre avis compte',
    paragraphs: [
      'Vous avez eu le temps d’essayer. Qu’est-ce qui vous a plu, ou déçu ? Quelques mots suffisent, et nous publions aussi les avis sévères : c’est ainsi que les autres choisissent bien, et que nous nous corrigeons.',
    ],
    button: 'Donner mon avis',
  },
  en: {
    subject:
      '{% if customer.first_name %}{{ customer.first_name }}, what{% else %}What{% endif %} do you say?',
    preheader: 'Two minutes to help those who hesitate.',
    title: 'Your opinion counts',
    paragraphs: [
      'You have had time to try. What pleased you, or disappointed you? A few words are enough, and we publish the stern ones too: this is how others choose well, and how we mend our ways.',
    ],
    button: 'Give my opinion',
  },
})

/** Shortly before what was bought should be used up. */
export const repurchase = sample({
  name: 'Réapprovisionnement',
  shows: 'products',
  fr: {
    subject: 'Bientôt la fin du flacon ?',
    preheader: 'De quoi ne pas en manquer, d’un geste.',
    title: 'Il en reste assez ?',
    paragraphs: [
      'D’après nos calculs, vous arrivez au bout de ce que vous aviez choisi. Si cela vous a plu, le voici à portée de main ; sinon, répondez à ce message et nous chercherons mieux avec vous.',
    ],
    button: 'En reprendre',
  },
  en: {
    subject: 'Nearly at the end of it?',
    preheader: 'What it takes not to run out, in one step.',
    title: 'Is there enough left?',
    paragraphs: [
      'By our reckoning, you are coming to the end of what you had chosen. If you liked it, here it is within reach; if not, answer this message and we will look for something better with you.',
    ],
    button: 'Get some more',
  },
})
