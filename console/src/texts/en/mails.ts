import type { Texts } from '../catalogue.ts'

export const mails = {
  title: 'Test mailbox',
  answer:
    'Emails stop here as long as no sending server is connected. Nobody outside receives them.',
  label: 'Emails stopped here',
  search: 'Subject or address',
  from: 'From',
  to: 'To',
  at: 'Received',
  noSubject: 'no subject',
  'empty.title': 'No email yet',
  'empty.text':
    'The first message of a journey arrives here as the customer would see it: read it, click in it. In the demo, leave a cart in the shop, then advance the clock by an hour.',
  'view.label': 'How to see it',
  'view.desktop': 'Computer',
  'view.phone': 'Phone',
  'view.text': 'Plain text',
  'view.headers': 'Headers',
  frame: 'Email: {subject}',
  'headers.name': 'Header',
  'headers.value': 'Value',
  customer: 'The customer’s thread',
  raw: 'Download (.eml)',
  back: 'All emails',
  noText: 'This email has no plain text.',
  newTab: 'Links open in a new tab, as they do for the customer.',
} satisfies Texts<'mails'>
