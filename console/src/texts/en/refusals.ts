import type { Texts } from '../catalogue.ts'

export const refusals = {
  internal: 'A fault on our side interrupted the request.',
  unknown: 'The request was refused ({code}).',
  'console/unreachable': 'The server does not answer. Check the connection, then try again.',
  'console/unexpected-answer':
    'The server’s answer is not the expected one. Reload the page: the console may have been updated.',
  'request/invalid': 'The request is incomplete or badly written.',
  'request/refused': 'The request could not be read.',
  'request/not-found': 'Nothing at this address.',
  'request/unstorable-text': 'The text holds a character that cannot be stored.',
  'server/unavailable': 'The server is busy for a moment. Try again in a few seconds.',
} satisfies Texts<'refusals'>
