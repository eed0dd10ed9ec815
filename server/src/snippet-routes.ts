import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { FastifyPluginAsync } from 'fastify'
import { defineRefusal } from './kernel/refusal.ts'

/** The library is put there when the console is built; a server that runs without it says so. */
const LibraryNotBuilt = defineRefusal<Record<string, never>>('site/library-not-built', 503)

const library = new URL('../../console/dist/analytics-next/analytics.min.js', import.meta.url)

/**
 * Segment's library finds out by itself where its settings lie only from an address with TLS. This
 * tells it, whatever snippet called it: where the script came from.
 */
const whereFrom = `!function(){var s=document.currentScript;if(!s)return;
var a=window[s.getAttribute("data-global-segment-analytics-key")||"analytics"];
if(a&&!a._cdn)a._cdn=new URL(s.src).origin}();
`

/** What Segment's own snippet loads, at the path where it looks: a page changes the host, no more. */
export const snippetRoutes: FastifyPluginAsync = async (app) => {
  const text = () =>
    readFile(fileURLToPath(library), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new LibraryNotBuilt({})
      throw error
    })
  let script: string | undefined
  app.get(
    '/analytics.js/v1/:key/analytics.min.js',
    { config: { access: 'public' }, schema: { hide: true } },
    async (_, reply) => {
      script ??= whereFrom + (await text())
      return reply
        .headers({
          'content-type': 'text/javascript; charset=utf-8',
          'cache-control': 'public, max-age=300',
          'access-control-allow-origin': '*',
          'cross-origin-resource-policy': 'cross-origin',
        })
        .send(script)
    },
  )
}
