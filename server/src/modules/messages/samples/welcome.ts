import { sample } from './sample.ts'

/** The first words to who has just agreed to hear from the brand. */
export const welcome = sample({
  name: 'Bienvenue',
  fr: {
    subject: 'Bienvenue chez {{ brand.name }}',
    preheader: 'Ce que vous trouverez dans nos messages, et ce que vous n’y trouverez pas.',
    title: 'Enchantés',
    paragraphs: [
      'Merci de nous avoir ouvert votre porte. Nous écrirons peu, et seulement quand nous aurons quelque chose à dire : une nouveauté choisie d’après vos goûts, un conseil, une invitation en boutique.',
      'En attendant, voici le chemin des rayons. Nos conseillères y répondent aussi, tous les jours.',
    ],
    button: 'Découvrir la maison',
  },
  en: {
    subject: 'Welcome to {{ brand.name }}',
    preheader: 'What you will find in our messages, and what you will not.',
    title: 'How do you do',
    paragraphs: [
      'Thank you for letting us in. We will write seldom, and only when there is something to say: something new chosen to your taste, a piece of advice, an invitation to a shop.',
      'Meanwhile, here is the way to the shelves. Our advisers answer there too, every day.',
    ],
    button: 'Discover the house',
  },
})

/** Some days later, to who has not bought yet. */
export const welcomeGuide = sample({
  name: 'Bienvenue : le guide',
  fr: {
    subject:
      '{% if customer.first_name %}{{ customer.first_name }}, par{% else %}Par{% endif %} où commencer ?',
    preheader: 'Trois gestes simples pour trouver ce qui vous ira.',
    title: 'Par où commencer',
    paragraphs: [
      'On peut se perdre dans une maison que l’on connaît peu. Trois gestes suffisent : dire ce que l’on cherche, lire les avis de celles et ceux qui l’ont essayé, demander conseil sans rien acheter.',
      'En boutique, demandez à sentir et à essayer : rien ne presse.',
    ],
    button: 'Trouver ce qui me va',
  },
  en: {
    subject:
      '{% if customer.first_name %}{{ customer.first_name }}, where{% else %}Where{% endif %} to begin?',
    preheader: 'Three simple steps to what will suit you.',
    title: 'Where to begin',
    paragraphs: [
      'One can get lost in a house one hardly knows. Three steps are enough: say what you are looking for, read what those say who tried it, ask for advice without buying anything.',
      'In the shop, ask to smell and to try: there is no hurry.',
    ],
    button: 'Find what suits me',
  },
})
