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
  broken: {
    title: 'Ce lien ne fonctionne pas',
    text: 'Il est incomplet ou n’est plus valable. Ouvrez-le de nouveau depuis votre message.',
  },
}

export type PageTexts = typeof fr
