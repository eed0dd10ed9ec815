/**
 * `npm run scaffold -- MODULE [THING]`: a new room in server/src/modules, small and whole: contract, table,
 * migration, refusal, service, routes, test. It is wired where the product is composed, and passes
 * every check as it stands; from there on it is yours.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { handOver, Trouble } from './shell.mjs'

const modules = 'server/src/modules'
const templates = fileURLToPath(new URL('room/', import.meta.url))
const usage = 'usage: npm run scaffold -- MODULE [THING], such as: appointments appointment'

/** Words that SQL, TypeScript or the templates keep for themselves. */
const taken = new Set(
  `actor added all and any app array as asc await body both case cast catch check class collate
  column const constraint contract create cross current date db default delete desc details
  distinct do else end enum event except export false fetch finally for foreign from full function
  grant group having headers id import in inner interface into is join known lateral lea leading
  left let like limit line natural new nobody not null offset on only or order outer package
  params primary private public references refusal reply request return right route row rows
  select session some source static super switch table test then this time timestamp title to
  trailing true try typeof union unique url user using var visitor void when where while window
  with work yield`.split(/\s+/),
)

try {
  process.exitCode = await scaffold(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Trouble)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function scaffold([room, thing = singular(room)]) {
  check(room, thing)
  const words = wordsOf(room, thing)
  const folder = join(modules, room)
  const migration = `migrations/${nextMigration()}_${room}.sql`
  const files = {
    'contract.ts': 'contract.ts',
    'events.ts': 'events.ts',
    'index.ts': 'index.ts',
    [migration]: 'migration.sql',
    'refusals.ts': 'refusals.ts',
    'routes.ts': 'routes.ts',
    'tables.ts': 'tables.ts',
    [`${words.things}.ts`]: 'service.ts',
    [`${room}.test.ts`]: 'test.ts',
  }
  mkdirSync(join(folder, 'migrations'), { recursive: true })
  for (const [file, template] of Object.entries(files)) {
    writeFileSync(join(folder, file), fill(`${template}.txt`, words))
  }
  const wired = wire(words)
  const code = await handOver('node_modules/.bin/biome', [
    'check',
    '--write',
    '--log-level=error',
    folder,
    ...wired,
  ])
  if (code !== 0) throw new Trouble(`${folder} is there, but could not be formatted.`)
  console.log(`Made ${folder}, and wired it in:\n${wired.map((file) => `  ${file}`).join('\n')}`)
  console.log(
    'Still to do: npx vitest run server/test/api.test.ts -u, which renews docs/openapi.json',
  )
  return 0
}

function check(room, thing) {
  if (![room, thing].every((word) => /^[a-z]{3,30}$/.test(word ?? ''))) throw new Trouble(usage)
  if (existsSync(join(modules, room))) throw new Trouble(`There is a module ${room} already.`)
  const kept = [room, thing].find((word) => taken.has(word) || word.startsWith('pg'))
  if (kept) throw new Trouble(`“${kept}” has a meaning of its own: take another word.\n${usage}`)
}

/** One of what the module is named after; `item` where the name is no plural. */
function singular(name = '') {
  if (/[^s]ies$/.test(name)) return name.replace(/ies$/, 'y')
  return /[^s]s$/.test(name) ? name.slice(0, -1) : 'item'
}

function wordsOf(room, thing) {
  const capital = (word) => word[0].toUpperCase() + word.slice(1)
  const things = /[^aeiou]y$/.test(thing) ? thing.replace(/y$/, 'ies') : `${thing}s`
  return { room, Room: capital(room), thing, Thing: capital(thing), things }
}

function fill(template, words) {
  return readFileSync(join(templates, template), 'utf8').replace(
    /\{\{(\w+)\}\}/g,
    (_, word) => words[word],
  )
}

/** Migrations run in the order of their names, over all modules: this one after every other. */
function nextMigration() {
  const names = readdirSync('server/src', { recursive: true })
    .filter((file) => /migrations[/\\][^/\\]+\.sql$/.test(file))
    .map((file) => basename(file))
    .sort()
  const today = new Date().toISOString().slice(0, 10)
  const [, date = '', number] = /^(\d{4}-\d\d-\d\d)-(\d+)_/.exec(names.at(-1) ?? '') ?? []
  if (today > date) return `${today}-01`
  return `${date}-${String(Number(number) + 1).padStart(2, '0')}`
}

/** What is added to files that are there, each before the first place where its mark is found. */
function wire({ room }) {
  const refusal = (text) => `  '${room}/customer-unknown': '${text}',\n`
  const additions = [
    [
      'server/src/app.ts',
      'import { sdkRoutes }',
      `import { ${room}Routes, ${room}Tables } from './modules/${room}/index.ts'\n`,
    ],
    ['server/src/app.ts', '\n}\n\n/** The composition root', `\n  ...${room}Tables,`],
    [
      'server/src/app.ts',
      '  if (clock.demo) await',
      `  await http.register(${room}Routes, { db, inWork })\n`,
    ],
    [
      `${modules}/team/contract.ts`,
      "  'clock:write',\n])",
      `  '${room}:read',\n  '${room}:write',\n`,
    ],
    ['console/src/texts/fr/refusals.ts', '} as const', refusal('Ce client n’existe pas.')],
    ['console/src/texts/en/refusals.ts', '} satisfies', refusal('This customer does not exist.')],
  ]
  const files = new Set()
  for (const [file, mark, text] of additions) {
    const before = readFileSync(file, 'utf8')
    const place = before.indexOf(mark)
    if (place === -1) console.log(`${file} has changed: add to it yourself\n${text}`)
    else writeFileSync(file, before.slice(0, place) + text + before.slice(place))
    files.add(file)
  }
  return [...files]
}
