/** One text per code that the server may refuse with; a test compares them with the server's own. */
export const refusals = {
  internal: 'Une erreur de notre côté a interrompu la demande.',
  unknown: 'La demande a été refusée ({code}).',
  'console/unreachable': 'Le serveur ne répond pas. Vérifiez la connexion, puis réessayez.',
  'console/unexpected-answer':
    'La réponse du serveur n’est pas celle attendue. Rechargez la page : la console a peut-être été mise à jour.',
  'request/invalid': 'La demande est incomplète ou mal écrite.',
  'request/refused': 'La demande n’a pas pu être lue.',
  'request/not-found': 'Rien à cette adresse.',
  'request/unstorable-text': 'Le texte contient un caractère qui ne peut pas être enregistré.',
  'server/unavailable': 'Le serveur est momentanément occupé. Réessayez dans quelques secondes.',
} as const
