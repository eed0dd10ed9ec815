import type { Texts } from '../catalogue.ts'

export const rfm = {
  title: 'Recency and frequency',
  answer: '{n, plural, one {# buyer} other {# buyers}}, {spent} spent in all.',
  text: 'Left to right: how long ago they last bought. Bottom to top: how many orders they kept. Each cell shows how many customers there are and what they spent; click one to make it an audience, exact at every moment.',
  'empty.title': 'No purchase yet',
  'empty.text':
    'Buyers appear here from their first order on: “bought less than 30 days ago, 3 or 4 orders”, for example.',
  by: 'Limits of the cells',
  'by.usual': 'Usual',
  'by.quintiles': 'Five equal groups',
  money: 'Amount spent',
  'money.all': 'all',
  recency: '{from, select, 0 {less than {to} days} other {{from} to {to} days}}',
  'recency.from': '{from} days or more',
  frequency:
    '{one, select, yes {{from, plural, one {# order} other {# orders}}} other {{from} to {to} orders}}',
  'frequency.from': '{from} orders or more',
  draw: 'Make it an audience: customers who {said}',
  name: 'Customers who {said}',
} satisfies Texts<'rfm'>
