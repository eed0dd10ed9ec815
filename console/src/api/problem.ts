import { z } from 'zod'

/** What the server answers instead of a success: a code that the catalogues know, and its details. */
const ProblemBody = z.object({
  code: z.string(),
  details: z.looseObject({}).optional(),
  requestId: z.string().optional(),
})

export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly details: Record<string, unknown>
  /** Named to the person, so that they can name it to whoever reads the logs. */
  readonly requestId: string | undefined

  constructor(
    code: string,
    status: number,
    details: Record<string, unknown> = {},
    requestId?: string,
  ) {
    super(code)
    this.code = code
    this.status = status
    this.details = details
    this.requestId = requestId
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const requestId = response.headers.get('x-request-id') ?? undefined
  const body = ProblemBody.safeParse(await response.json().catch(() => undefined))
  if (!body.success) return new Problem('internal', response.status, {}, requestId)
  return new Problem(
    body.data.code,
    response.status,
    body.data.details,
    body.data.requestId ?? requestId,
  )
}
