import type { Texts } from '../catalogue.ts'

export const syncs = {
  title: 'Sent elsewhere',
  answer:
    '{n, plural, one {# audience sent elsewhere} other {# audiences sent elsewhere}}{failing, plural, =0 {, all up to date.} one {, # has a problem.} other {, # have a problem.}}',
  new: 'Send an audience',
  create: 'Send the audience',
  'empty.title': 'No audience is sent elsewhere',
  'empty.text':
    'An audience can be kept up to date at Google or Meta, or told to an address of yours: all of it first, then only who comes and who goes.',
  route: '{audience} → {kind}, {target}',
  kind: 'To',
  'kind.webhook': 'An address (webhook)',
  'kind.google': 'Google Customer Match',
  'kind.meta': 'Meta custom audience',
  'about.webhook': 'Each coming and going is told there, by ids only, signed.',
  'about.google':
    'Only customers who agreed to advertising are sent; their addresses and numbers are hashed before.',
  'about.meta':
    'Only customers who agreed to advertising are sent; their addresses and numbers are hashed before.',
  name: 'Name',
  'field.url': 'Address',
  'field.accountId': 'Number of the Google Ads account (digits)',
  'field.listId': 'Number of the list or audience',
  'field.loginAccountId': 'Number of the manager account, if there is one',
  'field.clientId': 'OAuth client ID',
  'field.clientSecret': 'OAuth client secret',
  'field.refreshToken': 'Refresh token',
  'field.accessToken': 'Access token',
  secret: 'The secret that signs each call. Write it down: it is not shown again.',
  'state.active': 'Up to date',
  'state.late': 'Waiting',
  'state.paused': 'Paused',
  'state.failed': 'Stopped',
  synced: '{n, plural, =0 {nobody there} one {# customer there} other {# customers there}}',
  moved:
    '{added, plural, =0 {none added} one {# added} other {# added}}, {removed, plural, =0 {none removed} one {# removed} other {# removed}}',
  barred:
    '{n, plural, =0 {none kept back} one {# kept back, who did not agree to advertising} other {# kept back, who did not agree to advertising}}',
  nameless: '{n, plural, one {# without address or number} other {# without address or number}}',
  'error.late': 'Last error: {error}. {tries, plural, one {# try} other {# tries}}.',
  'error.failed': 'Refused: {error}. Mend the cause, then resume.',
  next: 'Next try: {date}.',
  done: 'Compared {when}',
  never: 'Not compared yet',
  calls: 'Last calls',
  'call.add': '{n, plural, one {add # customer:} other {add # customers:}}',
  'call.remove': '{n, plural, one {remove # customer:} other {remove # customers:}}',
  run: 'Compare all now',
  'turn.paused': 'Pause',
  'turn.active': 'Resume',
  delete: 'Delete',
} satisfies Texts<'syncs'>
