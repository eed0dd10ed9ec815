export const consent = {
  title: 'Consentement',
  sides: 'Côtés du consentement',
  'side.wordings': 'Formulations',
  'side.page': 'Page de préférences',
  answer:
    'Les mots exacts auxquels vos clients disent oui. Une formulation publiée ne change plus.',
  publish: 'Publier une version',
  'publish.of': 'Publier une version : {purpose}, {channel}',
  version: 'Version {version}',
  since: 'depuis le {date}',
  missing:
    'Pas de formulation en {language} : les clients qui lisent cette langue ne sont pas interrogés.',
  none: 'Aucune formulation : sur ce canal, personne ne peut dire oui.',
  earlier: '{count, plural, one {# version antérieure} other {# versions antérieures}}',
  'earlier.text': 'Qui a dit oui à ces mots-là reste d’accord avec eux : la preuve les garde.',
  hash: 'Empreinte du texte',
  'contract.text':
    'Repose sur le contrat : une confirmation de commande se doit à qui achète, sans formulation à accepter.',
  'purpose.marketing': 'Envoyer des offres et des nouvelles à qui l’a accepté.',
  'purpose.email_open_tracking':
    'Savoir si un e-mail est ouvert, pour en envoyer moins et de meilleurs.',
  'purpose.analytics': 'Mesurer les visites du site.',
  'new.text':
    'Une formulation publiée ne se modifie jamais : celle-ci sera proposée dès maintenant, et ceux qui ont dit oui à l’ancienne restent d’accord avec elle.',
  'new.version': 'Nom de la version',
  'new.version.hint':
    'Vos formulaires l’envoient avec chaque accord. Le même nom vaut pour toutes les langues.',
  'new.version.taken': 'Ce nom est déjà pris.',
  'new.words': 'Formulation en {language}',
  'new.words.hint':
    'À la première personne : ce que le client accepte, par quel canal, et comment arrêter.',
  'new.same': 'Rien n’a changé : ces mots sont déjà publiés.',
  'new.action': 'Publier',
  'new.done': 'La version « {version} » est publiée.',
  'page.answer': 'Ce que voit un client qui suit le lien de ses préférences.',
  'page.customer': 'Client',
  'page.pick': 'Nom, e-mail, numéro…',
  'page.language': 'Langue',
  'page.language.own': 'La sienne',
  'page.frame': 'Page de préférences',
  'page.note':
    'Un aperçu : rien n’y fonctionne, et son vrai lien n’est connu que du client. Sinon le registre prouverait une décision qu’il n’a pas prise.',
  'page.empty.title': 'Choisissez un client',
  'page.empty.text':
    'Vous verrez la page avec ses mots, dans sa langue, et les choix qu’il a déjà faits. Chaque e-mail y mène par un lien signé.',
} as const
