import { type CallFailed, callOutside } from '../../kernel/outside.ts'
import type { Answer } from './engine/run.ts'
import type { Errand } from './errands.ts'
import type { StepOf } from './step-contract.ts'

export interface CallParts {
  /** Hosts within our own networks that may be called all the same. */
  readonly mayCall?: readonly string[]
}

/** An answer, or why there is none. */
export type Called = Answer | CallFailed['reason']

const timeoutMs = 10_000
/** What a run keeps of an answer lies in its row. */
const mostKept = 4_000

/** Makes the call of a step. Whoever is called twice, since we died in between, knows it by the key. */
export async function callFor(
  { mayCall = [] }: CallParts,
  { url, method, headers }: StepOf<'webhook'>,
  errand: Errand,
): Promise<Answer> {
  const body = method === 'GET' ? undefined : (errand.body ?? bodyOf(errand))
  const call = {
    ...{ url, method, timeoutMs },
    headers: {
      ...(body !== undefined && {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      }),
      'user-agent': 'Filrouge',
      ...Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      'idempotency-key': `${errand.run_id}:${errand.step}`,
    },
    ...(body !== undefined && { body }),
  }
  const { status, body: text } = await callOutside(call, mayCall)
  return { status, body: readable(text) }
}

/** What is said where the step says nothing itself: whose step it is. */
const bodyOf = ({ customer_id, journey_id, run_id, step }: Errand) =>
  JSON.stringify({ customerId: customer_id, journeyId: journey_id, runId: run_id, step })

function readable(text: string): unknown {
  const kept = text.slice(0, mostKept).replaceAll('\u0000', '')
  try {
    return text.length > mostKept ? kept : JSON.parse(kept)
  } catch {
    return kept
  }
}
