import { Agent as HttpAgent, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { z } from 'zod'
import type { Unsure } from '../provider.ts'

export interface StripeAccount {
  readonly baseUrl: string
  readonly secretKey: string
  /** How long an answer is waited for, in milliseconds. */
  readonly patience?: number
}

export interface Answer {
  readonly kind: 'answer'
  readonly status: number
  readonly body: unknown
}

const defaultPatience = 20_000

/** Parameters as Stripe writes them: a form, with names in brackets for what lies within. */
type Parameters = Readonly<Record<string, string | number>>

/** One call. What ends without a clear answer is unsure, whatever the cause. */
export async function callStripe(
  { baseUrl, secretKey, patience = defaultPatience }: StripeAccount,
  method: 'GET' | 'POST',
  path: string,
  { parameters = {}, key }: { parameters?: Parameters; key?: string } = {},
): Promise<Answer | Unsure> {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) form.append(name, String(value))
  const query = method === 'GET' && form.size > 0 ? `?${form}` : ''
  const headers = {
    authorization: `Bearer ${secretKey}`,
    'content-type': 'application/x-www-form-urlencoded',
    ...(key && { 'idempotency-key': key }),
  }
  const sent = method === 'POST' ? form.toString() : undefined
  try {
    const { status, text } = await send(`${baseUrl}${path}${query}`, {
      ...{ method, headers, sent, patience },
    })
    const body: unknown = JSON.parse(text)
    if (status >= 500 || unclear.has(status))
      return { kind: 'unsure', reason: codeOf(body, status) }
    return { kind: 'answer', status, body }
  } catch (error) {
    return { kind: 'unsure', reason: error instanceof TimedOut ? 'timeout' : 'no-answer' }
  }
}

class TimedOut extends Error {}

interface Sent {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly sent: string | undefined
  readonly patience: number
}

/** Shorter than a server keeps a connection on which nothing is said. */
const keptOpen = { keepAlive: true, timeout: 4000 }
const agents = { http: new HttpAgent(keptOpen), https: new HttpsAgent(keptOpen) }

/** By hand: `fetch` costs twice as much, and an order calls three times. */
function send(url: string, { method, headers, sent, patience }: Sent) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const safe = url.startsWith('https:')
    const options = { method, headers, agent: safe ? agents.https : agents.http }
    const request = (safe ? requestHttps : requestHttp)(url, options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      response.on('error', reject)
    })
    const timer = setTimeout(() => request.destroy(new TimedOut()), patience)
    request.on('error', reject)
    request.on('close', () => clearTimeout(timer))
    request.end(sent)
  })
}

/** The keys may be mended, the same request may be in hand, too many came at once: to be tried again. */
const unclear = new Set([401, 403, 409, 429])

const Fault = z.object({ error: z.object({ code: z.string() }) })

function codeOf(body: unknown, status: number): string {
  const fault = Fault.safeParse(body)
  return fault.success ? fault.data.error.code : `http-${status}`
}
