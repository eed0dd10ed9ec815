import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** The system's Chromium, which calls nobody but whom its pages call. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** A person's browser: headless Chromium says that it is a robot, and is counted as one. */
export async function personal(browser: Browser, language = 'fr-FR'): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: language,
    timezoneId: 'Europe/Paris',
    userAgent: firefox,
  })
  context.setDefaultTimeout(60_000)
  return context
}

/**
 * What pages complain about: errors on their console, and exceptions that nobody caught. That nobody
 * is signed in is an answer, and in the frame of a mail it is this test's own script that is blocked.
 */
export function complaintsOf(context: BrowserContext): string[] {
  const complaints: string[] = []
  const expected = /\/api\/session$|\/api\/mails\/[^/]+\/html$/
  const watch = (page: Page) => {
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.stack}`))
    page.on('console', (message) => {
      if (message.type() !== 'error' || expected.test(message.location().url)) return
      complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`)
    })
  }
  for (const page of context.pages()) watch(page)
  context.on('page', watch)
  return complaints
}
