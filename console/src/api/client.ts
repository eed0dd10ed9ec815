import type { z } from 'zod'
import { Problem, problemOf } from './problem.ts'

type Query = Record<string, string | readonly string[] | number | boolean | null | undefined>

interface Call<Schema extends z.ZodType> {
  /** The answer's contract. What does not fit is a bug of the server, shown as one. */
  answer: Schema
  query?: Query
  signal?: AbortSignal
}

/** Reads: `get('/api/customers', { answer: CustomerPage, query: { search } })`. */
export function get<Schema extends z.ZodType>(
  path: string,
  { answer, query, signal }: Call<Schema>,
): Promise<z.infer<Schema>> {
  return call(path + search(query), { signal }, answer) as Promise<z.infer<Schema>>
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Writes: `send('POST', '/api/sources', input, { answer: Source })`; no `answer` where none comes. */
export function send(method: Method, path: string, body?: unknown): Promise<void>
export function send<Schema extends z.ZodType>(
  method: Method,
  path: string,
  body: unknown,
  options: Call<Schema>,
): Promise<z.infer<Schema>>
export function send(
  method: Method,
  path: string,
  body?: unknown,
  options?: Call<z.ZodType>,
): Promise<unknown> {
  const request: RequestInit = {
    method,
    signal: options?.signal,
    // A form on another site cannot set this header: the server asks for it with the cookie.
    headers: {
      'x-filrouge': 'console',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }
  return call(path + search(options?.query), request, options?.answer)
}

async function call(path: string, request: RequestInit, answer?: z.ZodType): Promise<unknown> {
  const response = await fetch(path, { credentials: 'same-origin', ...request }).catch(
    (error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      throw new Problem('console/unreachable', 0)
    },
  )
  if (!response.ok) throw await problemOf(response)
  if (!answer) return undefined
  const parsed = answer.safeParse(await response.json())
  if (parsed.success) return parsed.data
  throw new Problem(
    'console/unexpected-answer',
    response.status,
    { path, issues: parsed.error.issues.slice(0, 5) },
    response.headers.get('x-request-id') ?? undefined,
  )
}

/** Empty filters are no filters, and leave the address short. */
export function search(query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const params = new URLSearchParams(
    pairs.flatMap(([key, value]) => [value].flat().map((one) => [key, String(one)])),
  )
  return params.size > 0 ? `?${params}` : ''
}
