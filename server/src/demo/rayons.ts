import type { Texts } from './catalogue.ts'

const texts = (fr: string, en: string): Texts => ({ fr, en })

/** The demo brand's departments and what is filed in each, by the words of its product file. */
export const rayons = [
  {
    ...{ code: 'soins', name: texts('Soins', 'Care') },
    below: {
      face: texts('Visage', 'Face'),
      body: texts('Corps', 'Body'),
      hair: texts('Cheveux', 'Hair'),
      bath: texts('Bain et douche', 'Bath and shower'),
      perfume: texts('Parfums', 'Perfumes'),
      sun: texts('Soleil', 'Sun'),
      home: texts('Maison', 'Home'),
      shave: texts('Rasage', 'Shaving'),
    },
  },
  {
    ...{ code: 'livres', name: texts('Livres', 'Books') },
    below: {
      novel: texts('Romans', 'Novels'),
      fantasy: texts('Imaginaire', 'Fantasy'),
      crime: texts('Policiers', 'Crime'),
      youth: texts('Jeunesse', 'Children'),
      romance: texts('Romans d’amour', 'Romance'),
      adventure: texts('Aventure', 'Adventure'),
      poetry: texts('Poésie', 'Poetry'),
      theatre: texts('Théâtre', 'Theatre'),
      wellbeing: texts('Bien-être', 'Wellbeing'),
      cooking: texts('Cuisine', 'Cooking'),
      travel: texts('Voyage', 'Travel'),
      art: texts('Arts', 'Arts'),
    },
  },
] as const

/** What the demo brand's customers are fans of. */
export const fancied = rayons.flatMap(({ below }) =>
  Object.entries(below)
    .filter(([value]) => ['face', 'body', 'perfume', 'novel', 'crime', 'cooking'].includes(value))
    .map(([value, name]) => ({ value, name })),
)

const choice = (code: string, fr: string, en: string) => ({ code, name: texts(fr, en) })

/** What is said of the demo brand's products. */
export const attributes = [
  {
    ...{ code: 'line', kind: 'choice', name: texts('Gamme', 'Range'), filterable: true },
    choices: [
      choice('rosee', 'Rosée', 'Rosée'),
      choice('maree', 'Marée', 'Marée'),
      choice('acacia', 'Miel d’acacia', 'Acacia honey'),
      choice('calendula', 'Calendula', 'Calendula'),
      choice('olivier', 'Olivier', 'Olive tree'),
      choice('lavande', 'Lavande', 'Lavender'),
      choice('vigne', 'Vigne', 'Vine'),
      choice('homme', 'Vétiver', 'Vetiver'),
      choice('the', 'Thé vert', 'Green tea'),
      choice('figuier', 'Figuier', 'Fig tree'),
      choice('argile', 'Argile', 'Clay'),
      choice('enfance', 'Enfance', 'Childhood'),
    ],
  },
  {
    ...{ code: 'skin', kind: 'choice', name: texts('Type de peau', 'Skin type'), filterable: true },
    choices: [
      choice('all', 'Toutes les peaux', 'All skins'),
      choice('dry', 'Peaux sèches', 'Dry skin'),
      choice('sensitive', 'Peaux sensibles', 'Sensitive skin'),
      choice('combination', 'Peaux mixtes', 'Combination skin'),
      choice('oily', 'Peaux grasses', 'Oily skin'),
      choice('mature', 'Peaux matures', 'Mature skin'),
    ],
  },
  { code: 'size', kind: 'text', name: texts('Contenance', 'Contents') },
  { code: 'ingredients', kind: 'list', name: texts('Ingrédients', 'Ingredients') },
  { code: 'author', kind: 'text', name: texts('Auteur', 'Author'), filterable: true },
  { code: 'series', kind: 'text', name: texts('Série', 'Series'), filterable: true },
  {
    code: 'age',
    kind: 'number',
    name: texts('Âge conseillé, en années', 'Reading age, in years'),
    filterable: true,
  },
  { code: 'pages', kind: 'number', name: texts('Pages', 'Pages') },
  { code: 'year', kind: 'number', name: texts('Année de parution', 'Year of publication') },
] as const
