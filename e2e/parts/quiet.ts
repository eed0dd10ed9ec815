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
    const { elements, unfinished } = await page.evaluate(sizeAndUnfinished, waiting)
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

/** Runs in the page. What moves for ever, such as the pulse of a live view, is no reason to wait. */
function sizeAndUnfinished(waits: string) {
  const passing = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
  return {
    elements: document.querySelectorAll('*').length,
    unfinished: document.querySelectorAll(waits).length + passing.length,
  }
}
