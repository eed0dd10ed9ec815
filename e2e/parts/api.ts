import type { House, Running } from './house.ts'

/** One event of a timeline, as far as the stories look at it. */
export interface Entry {
  readonly type: string
  readonly name: string
  readonly channel: string
  readonly messageId: string
  readonly properties: Record<string, unknown>
}

export interface Customer {
  readonly id: string
  readonly name: string | null
  readonly traits: Record<string, unknown>
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[]
}

export interface Source {
  readonly id: string
  readonly writeKey: string
}

/** The product's API as a script of the brand uses it: with a key made from the shell. */
export async function openApi(house: House, product: Pick<Running, 'url'>) {
  const { key } = await house.filrouge('key', 'create', '--name', 'e2e', '--role', 'owner')
  return apiOf(product, String(key))
}

export function apiOf({ url }: Pick<Running, 'url'>, key: string) {
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  const get = async <Answer>(path: string): Promise<Answer> => {
    const { status, body } = await call('GET', path)
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
    return body
  }

  return {
    key,
    call,
    get,

    source: async (name: string, kind = 'browser'): Promise<Source> =>
      (await call('POST', '/api/sources', { name, kind })).body,

    /** Nobody yet is undefined. */
    async customer(kind: string, value: string): Promise<Customer | undefined> {
      const { status, body } = await call('GET', `/api/customers/by/${kind}/${encode(value)}`)
      return status === 404 ? undefined : body
    },

    /** A person's whole thread, oldest first; that of nobody is empty. */
    async thread(kind: string, value: string): Promise<Entry[]> {
      const path = `/api/customers/by/${kind}/${encode(value)}/timeline?limit=200`
      const entries: Entry[] = []
      for (let before = ''; ; ) {
        const { status, body } = await call('GET', path + before)
        if (status === 404) return []
        entries.push(...body.entries)
        if (!body.next) return entries.reverse()
        before = `&before=${encode(body.next)}`
      }
    },
  }
}

const encode = encodeURIComponent

export type Api = Awaited<ReturnType<typeof openApi>>
