export const channels = {
  web: 'Site web',
  app: 'Application',
  shop: 'Boutique',
  email: 'E-mail',
  sms: 'SMS',
  push: 'Notification',
  social: 'Réseau social',
  chat: 'Chat',
  call: 'Appel',
  api: 'Serveur',
} as const
