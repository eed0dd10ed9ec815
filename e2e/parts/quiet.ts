import type { Page, Request } from 'playwright-core'
import { vi } from 'vitest'

/** What parts of a page say of themselves while what they show is about to change. */
const waiting = '[aria-busy="true"], [data-stale="true"], [data-reading="true"]'

/** Follows what a page asks for, so that one can wait until it has all of it; live streams never end. */
export function quietOf(page: Page) {
  const asked = new Set<Request>()
  page.on('request', (request) => {
    if (request.resourceType() !== 'eventsource') asked.add(request)
  })
  const answered = (request: Request) => asked.delete(request)
  page.on('requestfinished', answered)
  page.on('requestfailed', answered)

  let before = -1
  const look = async () => {
    const [elements = 0, unfinished] = await page.evaluate(
      (waits) => ['*', waits].map((selector) => document.querySelectorAll(selector).length),
      waiting,
    )
    const same = asked.size === 0 && unfinished === 0 && elements === before
    before = elements
    return same
  }
  const still = () => vi.waitUntil(look, { timeout: 60_000, interval: 60 })
  return {
    still,
    async open(address: string) {
      asked.clear()
      await page.goto(address)
      await page.locator('h1').first().waitFor()
      await still()
    },
  }
}
