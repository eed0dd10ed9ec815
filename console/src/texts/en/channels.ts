import type { Texts } from '../catalogue.ts'

export const channels = {
  web: 'Web site',
  app: 'App',
  shop: 'Shop',
  email: 'Email',
  sms: 'SMS',
  push: 'Push',
  social: 'Social network',
  chat: 'Chat',
  call: 'Call',
  api: 'Server',
} satisfies Texts<'channels'>
