/**
 * `npm run screenshots`: the product on a throw-away database with the demo brand, its main pages as
 * pictures in docs/screenshots. An hour of the demo passes first, so that there are mails to read.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { chromiumAdvice, findChromium } from './chromium.mjs'
import { seconds, Trouble } from './shell.mjs'

const folder = 'docs/screenshots'
const desktop = { width: 1440, height: 900 }
const phone = { width: 375, height: 812 }
const owner = { name: 'Camille Renard', email: 'camille@maison-colombe.test' }
const password = 'une phrase facile à retenir'

const browserPath = await findChromium()
if (!browserPath) throw new Trouble(chromiumAdvice)
const since = performance.now()
const product = await startProduct()
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] })
try {
  mkdirSync(folder, { recursive: true })
  const session = await becomeOwner()
  await untilTold()
  const seen = await chooseWhatToShow(await open(session, desktop))
  await takePictures(session, seen)
  console.log(`Pictures taken in ${seconds(since)}`)
} finally {
  await browser.close()
  await product.stop()
}

/** Started as a stranger would, on a free port and an empty folder. */
async function startProduct() {
  const data = mkdtempSync(join(tmpdir(), 'filrouge-pictures-'))
  const port = await freePort()
  const env = { ...process.env, DATA_DIR: data, PORT: String(port), DEMO: '1', LOG_LEVEL: 'error' }
  for (const name of ['DATABASE_URL', 'BASE_URL', 'SMTP_URL', 'ROLE']) delete env[name]
  const child = spawn(process.execPath, ['server/src/main.ts', 'start'], { env })
  child.stderr.pipe(process.stderr)
  const gone = new Promise((resolve) => child.on('exit', resolve))
  const ownerLink = await new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (text) => {
      said += text
      const [link] = /http\S+\/owner\/\S+/.exec(said) ?? []
      if (link) resolve(link)
    })
    gone.then(() => reject(new Trouble(`The product did not start:\n${said}`)))
  })
  return {
    url: `http://localhost:${port}`,
    ownerLink,
    async stop() {
      child.kill('SIGTERM')
      await gone
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function freePort() {
  const probe = createServer()
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** Headless Chromium calls itself a robot, and robots are left out of the figures. */
async function open(storageState, viewport, colorScheme = 'light') {
  const context = await browser.newContext({
    ...{
      viewport,
      colorScheme,
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      reducedMotion: 'reduce',
    },
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    baseURL: product.url,
    ...(storageState && { storageState }),
  })
  context.setDefaultTimeout(60_000)
  return context.newPage()
}

async function becomeOwner() {
  const page = await open(undefined, desktop)
  await page.goto(product.ownerLink)
  await page.getByLabel('Votre nom').fill(owner.name)
  await page.getByLabel('Adresse e-mail').fill(owner.email)
  await page.locator('input[type=password]').fill(password)
  await page.getByRole('button', { name: 'Créer mon compte' }).click()
  await page.getByRole('link', { name: 'Accueil' }).waitFor()
  const state = await page.context().storageState()
  await page.context().close()
  return state
}

/** The year is on the thread, and everybody who follows it has read it. */
async function untilTold() {
  for (;;) {
    const { story } = await (await fetch(`${product.url}/api/demo`)).json()
    if (story?.done) return
    await pause(1000)
  }
}

/** Lets an hour pass, and picks the customer with the richest thread among those who were written to. */
async function chooseWhatToShow(page) {
  await page.goto('/')
  const ask = (url) => page.evaluate(async (url) => (await fetch(url)).json(), url)
  await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json', 'x-filrouge': 'console' }
    const body = JSON.stringify({ by: 'hour' })
    await fetch('/api/demo/clock', { method: 'POST', headers, body })
  })
  const mails = await untilThereAre(async () => (await ask('/api/mails')).mails, 4)
  const mail = mails.find(({ subject }) => subject.includes('votre panier')) ?? mails[0]
  const people = await Promise.all(
    mails
      .flatMap(({ customerId }) => customerId ?? [])
      .map(async (id) => {
        const { entries } = await ask(`/api/customers/${id}/timeline?limit=100`)
        return { id, channels: new Set(entries.map(({ channel }) => channel)).size, entries }
      }),
  )
  const rich = ({ channels, entries }) => channels * 100 + entries.length
  const [customer] = people.sort((a, b) => rich(b) - rich(a))
  const [journey] = await listed(ask, '/api/journeys')
  const [template] = await listed(ask, '/api/messages/templates')
  await page.context().close()
  return { mail, customer, journey, template }
}

/** The rows of a list, whatever its page calls them. */
async function listed(ask, url) {
  const answer = await ask(url)
  return Array.isArray(answer) ? answer : Object.values(answer).find(Array.isArray)
}

async function untilThereAre(look, number) {
  for (;;) {
    const found = await look()
    if (found.length >= number) return found
    await pause(500)
  }
}

async function takePictures(session, { mail, customer, journey, template }) {
  const pages = [
    ['home', '/'],
    ['home-dark', '/', desktop, 'dark'],
    ['home-phone', '/', phone],
    ['live', '/live'],
    ['customer', `/customers/${customer.id}`],
    ['customer-phone', `/customers/${customer.id}`, phone],
    ['audiences', '/audiences'],
    ['journey', `/journeys/${journey.id}`, { width: 1440, height: 1240 }],
    ['template', `/messages/${template.id}`, desktop, 'light', previewAsSomebody],
    ['mail', `/mail?mail=${mail.id}`],
    ['shop', '/shop/', desktop, 'light', acceptMeasuring],
    ['shop-phone', '/shop/produit/MC-ROS-SERUM', phone, 'light', acceptMeasuring],
  ]
  let total = 0
  for (const [name, path, viewport = desktop, scheme, prepare] of pages) {
    const page = await open(session, viewport, scheme)
    const quiet = listen(page)
    await page.goto(path)
    await quiet()
    if (prepare) await prepare(page).then(quiet)
    const file = join(folder, `${name}.png`)
    await page.screenshot({ path: file })
    total += statSync(file).size
    await page.context().close()
  }
  console.log(`${pages.length} pictures, ${Math.round(total / 1024)} kB`)
}

/** Waits until the page has asked for nothing for two seconds: what it drew is then all there. */
function listen(page) {
  let lastHeard = performance.now()
  for (const event of ['request', 'requestfinished', 'requestfailed', 'framenavigated']) {
    page.on(event, () => {
      lastHeard = performance.now()
    })
  }
  return async () => {
    await page.getByText('Chargement…').first().waitFor({ state: 'detached' })
    while (performance.now() < lastHeard + 2000) await pause(100)
  }
}

async function previewAsSomebody(page) {
  await page.getByRole('textbox', { name: 'Comme le reçoit' }).fill('martin')
  await page.getByRole('option').first().click()
}

/** The banner is the first thing that a visitor sees, and not what there is to show. */
async function acceptMeasuring(page) {
  await page.getByRole('button', { name: 'Accepter' }).click()
}
