/** Personas: groups of customers found in what they do. */
export const personas = {
  title: 'Personas',
  answer:
    '{n, plural, one {# persona trouvé} other {# personas trouvés}} dans le comportement de {customers, plural, one {# client} other {# clients}}.',
  text: 'Les clients qui se comportent de la même façon sont réunis : quand et combien ils achètent, sur quels canaux, dans quelles catégories. Rien n’est supposé, tout vient de leur fil.',
  'empty.title': 'Pas encore de personas',
  'empty.text':
    'Filrouge cherche dans le comportement des clients les groupes qui se ressemblent, par exemple « achètent souvent · surtout en boutique », et dit s’ils sont solides.',
  search: 'Chercher les personas',
  again: 'Chercher à nouveau',
  running: 'La recherche est en cours ; vous pouvez quitter cette page.',
  'failed.few': 'Il y a trop peu de clients pour distinguer des groupes.',
  failed: 'La recherche a échoué : {reason}',
  wanted: 'Combien de personas',
  'wanted.best': 'Autant qu’il en ressort',
  days: 'Achats des derniers jours comptés',
  seed: 'Graine du tirage',
  'seed.text': 'La même graine sur les mêmes clients donne les mêmes personas.',
  usual: 'Comme tout le monde',
  older: '{name} (version {version})',
  size: '{n, plural, one {# client} other {# clients}}, {share}',
  marks: 'Ce qui les distingue',
  figures: '{theirs}, contre {usual} pour tous',
  'figures.days': '{n, plural, one {# jour} other {# jours}}',
  stability: 'Solidité',
  'stability.strong': 'Solide : d’autres tirages retrouvent les mêmes groupes ({value}).',
  'stability.fair':
    'Assez solide : d’autres tirages retrouvent à peu près les mêmes groupes ({value}).',
  'stability.weak':
    'Fragile : d’autres tirages donnent d’autres groupes ({value}). À prendre comme une piste.',
  'stability.text':
    'Indice de Rand ajusté, moyen sur huit tirages de 70 % des clients : 1 est identique, 0 est le hasard.',
  trials: 'Combien de groupes ?',
  'trials.k': 'Groupes',
  'trials.separation': 'Séparation',
  'trials.stability': 'Solidité',
  'trials.chosen': 'choisi',
  versions: 'Versions',
  version: 'Version {version}, {date}',
  'version.customers':
    '{n, plural, one {# client} other {# clients}}, {k, plural, one {# persona} other {# personas}}',
  rename: 'Renommer',
  name: 'Nom du persona',
  use: 'En faire une audience',
  forget: 'Oublier cette version',
  'mark.recency':
    '{more, select, yes {n’achètent plus depuis longtemps} other {ont acheté récemment}}',
  'mark.orders': '{more, select, yes {achètent souvent} other {n’achètent guère}}',
  'mark.spent': '{more, select, yes {dépensent beaucoup} other {dépensent peu}}',
  'mark.basket': '{more, select, yes {gros paniers} other {petits paniers}}',
  'mark.channel': '{more, select, yes {canal : {thing}} other {peu sur ce canal : {thing}}}',
  'mark.category': '{more, select, yes {aiment : {thing}} other {peu attirés par : {thing}}}',
} as const
