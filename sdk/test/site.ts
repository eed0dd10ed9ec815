import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  path: string
  writeKey: string
  batch: {
    type: string
    event?: string
    name?: string
    messageId: string
    anonymousId: string
    userId?: string
    previousId?: string
    properties?: Record<string, unknown>
    traits?: Record<string, unknown>
    context: Record<string, unknown>
  }[]
}

/** A site with the script on its pages, and the server that the script sends to, in one. */
export async function startSite(script: string) {
  const received: Received[] = []
  const site = {
    received,
    /** What it answers to events; a status that is not 200 keeps nothing. */
    status: 200,
    attributes: '',
    before: '',
    url: '',
    get events() {
      return received.flatMap(({ batch }) => batch)
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://site')
    if (request.method === 'POST') {
      const body = JSON.parse(await textOf(request))
      if (site.status === 200) received.push({ path: pathname, ...body, ...keyIn(searchParams) })
      response.writeHead(site.status).end('{}')
    } else if (pathname === '/sdk/filrouge.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html>
        <title>Une page</title>${site.before}
        <script src="/sdk/filrouge.js" data-write-key="KEY" ${site.attributes}></script>`)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return site
}

const keyIn = (query: URLSearchParams) =>
  query.has('writeKey') ? { writeKey: query.get('writeKey') ?? '' } : {}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
