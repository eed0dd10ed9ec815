/** What customers read on the preference pages, in French. */
export const fr = {
  title: 'Vos préférences',
  intro: 'Choisissez ce que vous voulez recevoir. Vous pouvez changer d’avis à tout moment.',
  save: 'Enregistrer',
  refuseAll: 'Tout refuser',
  saved: 'Vos choix sont enregistrés. Ils s’appliquent dès maintenant.',
  nothingToChoose: 'Il n’y a rien à choisir pour le moment.',
  since: {
    given: 'Accepté le',
    withdrawn: 'Refusé le',
    pending: 'À confirmer par le message envoyé le',
    expired: 'Arrivé à son terme, accepté le',
  },
  unknown: 'Vous n’avez pas encore répondu',
  otherLanguage: 'In English',
  purposes: {
    marketing: 'Nouveautés et offres',
    email_open_tracking: 'Mesure de la lecture des e-mails',
    analytics: 'Mesure de votre navigation',
    advertising: 'Publicité selon votre navigation',
    personalisation: 'Pages adaptées à vos visites',
    service: 'Suivi de vos commandes',
  },
  channels: { email: 'Par e-mail', sms: 'Par SMS', push: 'Par notification', web: 'Sur le site' },
  unsubscribe: {
    title: 'Se désabonner',
    question: 'Voulez-vous ne plus recevoir ces messages ?',
    confirm: 'Me désabonner',
    done: 'C’est fait : vous ne recevrez plus ces messages.',
    preferences: 'Voir toutes mes préférences',
  },
  confirm: {
    title: 'Confirmez votre inscription',
    question: 'Vous avez demandé ceci. Est-ce toujours d’accord ?',
    confirm: 'Je confirme',
    done: 'C’est confirmé. Merci !',
    late: 'Ce lien n’est plus valable. Inscrivez-vous de nouveau si vous le souhaitez.',
  },
  copy: {
    title: 'Vos données',
    text: 'Vous pouvez recevoir une copie de tout ce que nous savons de vous. Nous écrivons d’abord à votre adresse pour nous assurer que la demande vient de vous.',
    ask: 'Demander une copie',
    asked:
      'Nous vous avons écrit. Ouvrez ce message et confirmez : c’est ainsi que nous savons que la demande vient de vous.',
    again: 'Écrivez-moi de nouveau',
    inHand: 'Votre demande est confirmée. Vous recevrez votre copie au plus tard le',
    nowhere:
      'Pour une copie de vos données, adressez-vous à l’un de nos points de vente : nous n’avons pas d’adresse à laquelle vous écrire.',
    question: 'Avez-vous demandé une copie de tout ce que nous savons de vous ?',
    confirm: 'Oui, je la demande',
    done: 'C’est confirmé. Un message vous dira où la trouver, au plus tard le',
    late: 'Ce lien n’est plus valable. Demandez de nouveau votre copie depuis la page de vos préférences.',
  },
  broken: {
    title: 'Ce lien ne fonctionne pas',
    text: 'Il est incomplet ou n’est plus valable. Ouvrez-le de nouveau depuis votre message.',
  },
}

export type PageTexts = typeof fr
