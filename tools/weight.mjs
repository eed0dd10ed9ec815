import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Trouble } from './shell.mjs'

const dist = 'console/dist'
const limit = 170_000

/**
 * The scripts that the console's index.html names load before anything shows. What a page can do
 * without until later is imported when it is needed.
 */
export function checkWeight() {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, file]) => file)
  const scripts = [...new Set(named)].map((file) => {
    return { file, bytes: gzipSync(readFileSync(join(dist, file)), { level: 9 }).length }
  })
  const bytes = scripts.reduce((sum, one) => sum + one.bytes, 0)
  if (bytes > 0 && bytes <= limit) return
  const lines = scripts.map((one) => `${one.bytes} ${one.file}`)
  throw new Trouble(
    `The console's first scripts weigh ${bytes} bytes gzipped, of at most ${limit}:\n${lines.join('\n')}`,
  )
}
