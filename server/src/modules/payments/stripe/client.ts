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
  try {
    const response = await fetch(`${baseUrl}${path}${query}`, {
      method,
      headers: {
        authorization: `Bearer ${secretKey}`,
        'content-type': 'application/x-www-form-urlencoded',
        ...(key && { 'idempotency-key': key }),
      },
      ...(method === 'POST' && { body: form.toString() }),
      signal: AbortSignal.timeout(patience),
    })
    const body: unknown = await response.json()
    const { status } = response
    if (status >= 500 || unclear.has(status))
      return { kind: 'unsure', reason: codeOf(body, status) }
    return { kind: 'answer', status, body }
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    return { kind: 'unsure', reason: timedOut ? 'timeout' : 'no-answer' }
  }
}

/** The keys may be mended, the same request may be in hand, too many came at once: to be tried again. */
const unclear = new Set([401, 403, 409, 429])

const Fault = z.object({ error: z.object({ code: z.string() }) })

function codeOf(body: unknown, status: number): string {
  const fault = Fault.safeParse(body)
  return fault.success ? fault.data.error.code : `http-${status}`
}
