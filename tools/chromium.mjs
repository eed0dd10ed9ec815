import { existsSync } from 'node:fs'
import { run } from './shell.mjs'

const places = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].flatMap(
  (name) => [`/usr/bin/${name}`, `/usr/local/bin/${name}`],
)

export const chromiumAdvice =
  'The tests need Chromium: install it (Debian, Ubuntu: sudo apt-get install chromium) or set CHROMIUM to its path.'

/** The browser of the system, installed from its packages where we may; undefined where there is none. */
export async function findChromium() {
  const found = [process.env.CHROMIUM, ...places].find((path) => path && existsSync(path))
  if (found || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found
  console.log('Installing Chromium from the system’s packages …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update'], { env })
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env })
  return places.find((path) => existsSync(path))
}
