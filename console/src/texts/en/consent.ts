import type { Texts } from '../catalogue.ts'

export const consent = {
  title: 'Consent',
  sides: 'Sides of consent',
  'side.wordings': 'Wordings',
  'side.page': 'Preference page',
  answer: 'The exact words your customers say yes to. A published wording never changes.',
  publish: 'Publish a version',
  'publish.of': 'Publish a version: {purpose}, {channel}',
  version: 'Version {version}',
  since: 'since {date}',
  missing: 'No wording in {language}: customers who read this language are not asked.',
  none: 'No wording: nobody can say yes on this channel.',
  earlier: '{count, plural, one {# earlier version} other {# earlier versions}}',
  'earlier.text': 'Whoever said yes to these words still agrees to them: the proof keeps them.',
  hash: 'Fingerprint of the text',
  'contract.text':
    'Rests on the contract: whoever buys is owed a confirmation, with no wording to agree to.',
  'purpose.marketing': 'Send offers and news to those who agreed.',
  'purpose.email_open_tracking': 'Know whether an email is opened, to send fewer and better ones.',
  'purpose.analytics': 'Measure visits to the site.',
  'new.text':
    'A published wording is never edited: this one will be shown from now on, and those who said yes to the old one still agree to that.',
  'new.version': 'Name of the version',
  'new.version.hint': 'Your forms send it with each yes. The same name serves all languages.',
  'new.version.taken': 'This name is taken.',
  'new.words': 'Wording in {language}',
  'new.words.hint':
    'In the first person: what the customer agrees to, on which channel, how to stop.',
  'new.same': 'Nothing has changed: these words are published already.',
  'new.action': 'Publish',
  'new.done': 'Version “{version}” is published.',
  'page.answer': 'What a customer sees who follows the link to their preferences.',
  'page.customer': 'Customer',
  'page.pick': 'Name, email, number…',
  'page.language': 'Language',
  'page.language.own': 'Their own',
  'page.frame': 'Preference page',
  'page.note':
    'A preview: nothing in it works, and only the customer knows the real link. Otherwise the ledger would prove a decision they never took.',
  'page.empty.title': 'Choose a customer',
  'page.empty.text':
    'You will see the page with its words, in their language, and the choices they have made. Every email leads there by a signed link.',
} satisfies Texts<'consent'>
