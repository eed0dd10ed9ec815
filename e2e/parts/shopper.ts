import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { vi } from 'vitest'
import type { Api } from './api.ts'

interface Mail {
  readonly id: string
  readonly subject: string
  readonly recipients: readonly string[]
}

const mailsTo = async (api: Api, email: string) => {
  const { mails } = await api.get<{ mails: Mail[] }>('/api/mails')
  return mails.filter(({ recipients }) => recipients.includes(email))
}

/** Signs in on a device as a customer does: agrees, says who they are, types the code that is mailed. */
export async function signIn(page: Page, api: Api, url: string, email: string): Promise<void> {
  await page.goto(`${url}/shop/compte`)
  await page.locator('.banner [data-choice=given]').click()
  await page.locator('.banner').waitFor({ state: 'detached' })
  const before = new Set((await mailsTo(api, email)).map(({ id }) => id))
  await page.fill('#email', email)
  await page.fill('#firstName', 'Inès')
  await page.click('form.who .button')
  const code = await vi.waitUntil(
    async () => {
      for (const { id } of await mailsTo(api, email)) {
        if (before.has(id)) continue
        const { text } = await api.get<{ text: string }>(`/api/mails/${id}`)
        const [said] = /\b\d{6}\b/.exec(text) ?? []
        if (said) return said
      }
      return undefined
    },
    { timeout: 60_000, interval: 200 },
  )
  await page.fill('#code', code)
  await page.click('form.code .button')
  await page.locator('form.code').waitFor({ state: 'detached' })
}

/** Asks the shop's public API in the name of a session, as a shop front or an app does. */
export async function ask(
  url: string,
  [method, path, body]: readonly [method: string, path: string, body?: object | undefined],
  headers: Readonly<Record<string, string>> = {},
) {
  const answer = await fetch(`${url}/api/shop/${path}`, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
}

/**
 * A visitor without a browser: what they ask carries the token of a session of their own. One address may
 * open so many in a minute; who is told to wait does.
 */
export async function newVisitor(url: string): Promise<Visitor> {
  const { writeKey } = await (await fetch(`${url}/shop/api/settings`)).json()
  for (;;) {
    const { status, body } = await ask(url, ['POST', 'session', { writeKey, measured: false }])
    if (status === 201) return visitor(url, body.token)
    if (status !== 429) throw new Error(`no session: ${status} ${JSON.stringify(body)}`)
    await pause(1000 * body.details.retryAfter)
  }
}

export function visitor(url: string, token: string) {
  const authorization = `Bearer ${token}`
  return (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
    ask(url, [method, path, body], { authorization, ...headers })
}

export type Visitor = ReturnType<typeof visitor>
