import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { AnalyticsBrowser } from '@segment/analytics-next'
import type { BrowserContext, Page } from 'playwright-core'
import { build, type Rollup } from 'vite'

declare global {
  interface Window {
    analytics: AnalyticsBrowser & { readonly initialized?: boolean }
  }
}

/** The script of a site that brings a library in its own bundle. */
export async function bundlePage(page = 'bundled-page.ts'): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, page), formats: ['es'] },
      rollupOptions: { output: { codeSplitting: false } },
    },
  })
  const [{ output }] = built as [Rollup.RollupOutput]
  return output[0].code
}

/** A stranger's site, on an origin of its own, with what was pasted into the head of its pages. */
export async function strangersSite(head: string, script = '') {
  const page = `<!doctype html><html lang="fr"><head><title>Chez Sophie</title>${head}</head>
    <body><h1>Chez Sophie</h1></body></html>`
  const server = createServer(({ url }, response) => {
    const asked =
      url === '/page.js' ? { type: 'javascript', text: script } : { type: 'html', text: page }
    response.writeHead(200, { 'content-type': `text/${asked.type}; charset=utf-8` }).end(asked.text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Opens a page of the site and waits until the library there is ready to send. */
export async function visit(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  await page.waitForFunction(() => window.analytics && 'user' in window.analytics)
  await page.evaluate(async () => {
    await window.analytics.ready()
  })
  return page
}

export const visitorOf = (page: Page) =>
  page.evaluate(async () => (await window.analytics.user()).anonymousId() ?? '')
