import type { Texts } from '../catalogue.ts'

export const rfm = {
  title: 'Recency and frequency',
  answer: '{n, plural, one {# buyer} other {# buyers}}, {spent} spent in all.',
  text: 'From left to right: how long ago they bought. From bottom to top: how many orders they kept. Each cell says how many they are and what they spent; a click makes an audience of it, exact at every moment.',
  'empty.title': 'No purchase yet',
  'empty.text':
    'From the first order on buyers are placed here: for example “bought less than 30 days ago, 3 or 4 orders”.',
  by: 'Limits of the cells',
  'by.usual': 'Usual ones',
  'by.quintiles': 'Five equal parts',
  money: 'Amount spent',
  'money.all': 'all',
  recency: '{from, select, 0 {less than {to} days} other {{from} to {to} days}}',
  'recency.from': '{from} days or more',
  frequency:
    '{one, select, yes {{from, plural, one {# order} other {# orders}}} other {{from} to {to} orders}}',
  'frequency.from': '{from} orders or more',
  draw: 'Make an audience of it: customers who {said}',
  name: 'Customers who {said}',
} satisfies Texts<'rfm'>
