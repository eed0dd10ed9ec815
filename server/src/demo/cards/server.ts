import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import type { BankCall, CardBank } from './bank.ts'
import { mannerOf } from './intent.ts'
import { answerPerson } from './pages.ts'

/** What goes wrong with a call: it never arrives, its answer never does, or the bank is ill. */
export type Mishap = 'lost' | 'unanswered' | 'ill' | undefined

export interface CardDoor {
  readonly bank: CardBank
  /** What callers prove themselves with. */
  readonly secretKey: string | (() => Promise<string | undefined>)
  /** Asked before each call. */
  readonly mishap?: (call: BankCall) => Mishap
  /** How long the late card is late, in milliseconds. */
  readonly lateMs?: number
}

export interface CardServer {
  readonly url: string
  close(): Promise<void>
}

/** The bank at an address of this machine, as Stripe's API is at theirs. */
export async function cardServer(options: CardDoor, port = 0): Promise<CardServer> {
  const server = createServer((request, response) => void answerCard(options, request, response))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const { port: taken } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${taken}`
  options.bank.pagesAt = url
  return { url, close: () => closed(server) }
}

async function closed(server: Server): Promise<void> {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}

/** Answers one request, below whatever address the bank is at. */
export async function answerCard(
  { bank, secretKey, mishap, lateMs = 30_000 }: CardDoor,
  request: IncomingMessage,
  response: ServerResponse,
  below = '',
): Promise<void> {
  const url = new URL((request.url ?? '/').slice(below.length), 'http://localhost')
  const body = await text(request)
  if (servePerson(bank, request, response, { path: url.pathname, body })) return
  const key = request.headers['idempotency-key']
  const call: BankCall = {
    method: request.method ?? 'GET',
    path: url.pathname,
    parameters: request.method === 'GET' ? url.searchParams : new URLSearchParams(body),
    key: typeof key === 'string' ? key : undefined,
  }
  if (request.headers.authorization !== `Bearer ${await keyOf(secretKey)}`) {
    return send(response, 401, {
      error: { type: 'invalid_request_error', code: 'invalid_api_key' },
    })
  }
  const wrong = mishap?.(call)
  if (wrong === 'lost') return void request.socket.destroy()
  if (wrong === 'ill') return send(response, 500, { error: { type: 'api_error' } })
  const { status, body: answer } = bank.answer(call)
  if (wrong === 'unanswered') return void request.socket.destroy()
  const manner = call.path.endsWith('/confirm')
    ? mannerOf(call.parameters.get('payment_method') ?? '')
    : 'pays'
  if (manner === 'silent') return
  if (manner === 'late') await pause(lateMs, undefined, { ref: false })
  send(response, status, answer)
}

/** Answers a person, if it is one of the pages for people that is asked for. */
function servePerson(
  bank: CardBank,
  { method = 'GET', headers }: IncomingMessage,
  response: ServerResponse,
  { path, body }: { path: string; body: string },
): boolean {
  const language = /^fr/.test(headers['accept-language'] ?? '') ? 'fr' : 'en'
  const answer = answerPerson(bank, { method, path, language, form: new URLSearchParams(body) })
  if (!answer) return false
  if ('goTo' in answer) response.writeHead(303, { location: answer.goTo }).end()
  else {
    response.writeHead(answer.status, { 'content-type': 'text/html; charset=utf-8' })
    response.end(answer.page)
  }
  return true
}

const keyOf = async (key: CardDoor['secretKey']) => (typeof key === 'string' ? key : key())

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
