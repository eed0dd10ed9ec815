import type { Texts } from '../catalogue.ts'

export const sources = {
  title: 'Sources',
  answer:
    '{sources, plural, one {# source has given} other {# sources have given}} {events} events.',
  add: 'Add a source',
  create: 'Create the source',
  created: 'The source “{name}” is ready.',
  name: 'Name',
  'name.example': 'The brand’s site',
  kind: 'Kind',
  'kind.browser': 'Web site',
  'kind.server': 'Server',
  'kind.app': 'Mobile app',
  'kind.till': 'Till',
  'kind.kiosk': 'Kiosk in a shop',
  'kind.import': 'Import',
  counts:
    '{accepted} accepted · {refused, plural, =0 {none refused} other {# refused}} · {duplicates, plural, =0 {no duplicate} one {# duplicate} other {# duplicates}}',
  waiting: 'Waits for its first event',
  last: 'Last event',
  writeKey: 'Write key',
  'writeKey.hint': 'It can write, never read: it may stand in a page.',
  snippet: 'To paste into your pages, before the end of <head>',
  'snippet.node': 'To use in your server, with @segment/analytics-node',
  'snippet.hint':
    'It is Segment’s own library, unchanged: what speaks Segment or RudderStack already speaks Filrouge.',
  'import.hint':
    'A CSV file is imported with the command “npm run filrouge -- import”. History builds profiles; it never sends anything.',
  'empty.title': 'No source',
  'empty.text':
    'A source is a place from which events come: your site, your app, a till. Create the first, paste four lines into a page, and watch the thread.',
  health: 'Health of the thread',
  behind: '{behind, plural, =0 {up to date} other {# behind}}',
  source: 'Source',
  reason: 'Reason',
  detail: 'Detail',
  received: 'Received',
  reader: 'Reader',
  error: 'Error',
  setAside: 'Set aside',
  raw: 'What came',
  retry: 'Try this event again',
  replay: 'Replay this event',
  retried: 'The event goes back to the thread.',
  'quarantine.title': 'Quarantine',
  'quarantine.answer': 'Events that could not be read, kept as they came with the reason.',
  'quarantine.empty.title': 'Nothing in quarantine',
  'quarantine.empty.text':
    'An event without a name, an identifier or a proper date would land here instead of being lost.',
  'parked.title': 'Set aside',
  'parked.answer': 'Events on which we failed; the rest of the thread goes on.',
  'parked.empty.title': 'Nothing set aside',
  'parked.empty.text':
    'If an event makes us fail several times, it waits here with its error, and can be replayed.',
  'reason.identity-missing': 'No identifier',
} satisfies Texts<'sources'>
