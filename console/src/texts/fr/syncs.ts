/** Where audiences are sent. */
export const syncs = {
  title: 'Envois',
  answer:
    '{n, plural, one {# audience envoyée ailleurs} other {# audiences envoyées ailleurs}}{failing, plural, =0 {, tout est à jour.} one {, # a un problème.} other {, # ont un problème.}}',
  new: 'Nouvel envoi',
  create: 'Envoyer l’audience',
  'empty.title': 'Aucune audience n’est envoyée ailleurs',
  'empty.text':
    'Une audience peut être tenue à jour chez Google ou Meta, ou annoncée à une adresse à vous : d’abord toute, puis seulement qui entre et qui sort.',
  route: '{audience} → {kind}, {target}',
  kind: 'Vers',
  'kind.webhook': 'Une adresse (webhook)',
  'kind.google': 'Google, ciblage par liste de clients',
  'kind.meta': 'Meta, audience personnalisée',
  'about.webhook':
    'Chaque entrée et chaque sortie y est annoncée, par identifiant seulement, signée.',
  'about.google':
    'Seuls partent les clients qui ont accepté la publicité ; leurs adresses et numéros sont hachés avant l’envoi.',
  'about.meta':
    'Seuls partent les clients qui ont accepté la publicité ; leurs adresses et numéros sont hachés avant l’envoi.',
  name: 'Nom de l’envoi',
  'field.url': 'Adresse',
  'field.accountId': 'Numéro du compte Google Ads (chiffres)',
  'field.listId': 'Numéro de la liste ou de l’audience',
  'field.loginAccountId': 'Numéro du compte administrateur, s’il y en a un',
  'field.clientId': 'ID client OAuth',
  'field.clientSecret': 'Secret du client OAuth',
  'field.refreshToken': 'Jeton d’actualisation',
  'field.accessToken': 'Jeton d’accès',
  secret: 'Le secret qui signe chaque appel. Notez-le : il ne sera plus montré.',
  'state.active': 'À jour',
  'state.late': 'En attente',
  'state.paused': 'En pause',
  'state.failed': 'Arrêté',
  synced: '{n, plural, =0 {personne là-bas} one {# client là-bas} other {# clients là-bas}}',
  moved:
    '{added, plural, =0 {aucun ajout} one {# ajout} other {# ajouts}}, {removed, plural, =0 {aucun retrait} one {# retrait} other {# retraits}}',
  barred:
    '{n, plural, =0 {aucun retenu} one {# retenu, sans accord pour la publicité} other {# retenus, sans accord pour la publicité}}',
  nameless: '{n, plural, one {# sans adresse ni numéro} other {# sans adresse ni numéro}}',
  'error.late': 'Dernière erreur : {error}. {tries, plural, one {# essai} other {# essais}}.',
  'error.failed': 'Refusé : {error}. Corrigez la cause, puis reprenez.',
  next: 'Prochain essai : {date}.',
  done: 'Comparé {when}',
  never: 'Pas encore comparé',
  calls: 'Derniers appels',
  'call.add': '{n, plural, one {ajouter # client :} other {ajouter # clients :}}',
  'call.remove': '{n, plural, one {retirer # client :} other {retirer # clients :}}',
  run: 'Tout comparer maintenant',
  'turn.paused': 'Mettre en pause',
  'turn.active': 'Reprendre',
  delete: 'Supprimer',
} as const
