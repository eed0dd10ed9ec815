/** Récence, fréquence, montant : the grid of buyers. */
export const rfm = {
  title: 'Récence et fréquence',
  answer: '{n, plural, one {# acheteur} other {# acheteurs}}, {spent} dépensés en tout.',
  text: 'De gauche à droite : depuis quand ils ont acheté. De bas en haut : combien de commandes ils ont gardées. Chaque case dit combien ils sont et ce qu’ils ont dépensé ; un clic en fait une audience, exacte à tout moment.',
  'empty.title': 'Aucun achat pour l’instant',
  'empty.text':
    'Dès la première commande, les acheteurs se rangent ici : par exemple « acheté il y a moins de 30 jours, 3 ou 4 commandes ».',
  by: 'Limites des cases',
  'by.usual': 'Usuelles',
  'by.quintiles': 'Cinq parts égales',
  money: 'Montant dépensé',
  'money.all': 'tous',
  recency: '{from, select, 0 {moins de {to} jours} other {{from} à {to} jours}}',
  'recency.from': '{from} jours ou plus',
  frequency:
    '{one, select, yes {{from, plural, one {# commande} other {# commandes}}} other {{from} à {to} commandes}}',
  'frequency.from': '{from} commandes ou plus',
  draw: 'En faire une audience : clients qui {said}',
  name: 'Clients qui {said}',
} as const
