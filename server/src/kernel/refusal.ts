/**
 * An expected "no": the caller asked for something the rules do not allow.
 * Whatever else is thrown is a bug and becomes a 500.
 */
export abstract class Refusal extends Error {
  abstract readonly code: string
  abstract readonly status: number
  abstract readonly details: object
}

/** Declares one kind of refusal. `code` is also the key of its text in the console's catalogues. */
export function defineRefusal<Details extends object>(
  code: string,
  status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 503,
) {
  return class extends Refusal {
    readonly code = code
    readonly status = status
    readonly details: Details

    constructor(details: Details) {
      super(`${code} ${JSON.stringify(details)}`)
      this.details = details
    }
  }
}
