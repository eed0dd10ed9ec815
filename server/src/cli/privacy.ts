import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { allTables } from '../app.ts'
import type { House } from '../kernel/house.ts'
import {
  ask,
  type ExportFile,
  filesOfExport,
  openLinks,
  type RequestParts,
  requestOf,
  requestShown,
  runNext,
  vouch,
} from '../modules/consent/index.ts'
import { houseMails } from '../modules/messages/index.ts'
import { audit, commandLine } from '../modules/team/index.ts'
import type { Call, Command } from './command.ts'
import { inHouse } from './in-house.ts'

const options = {
  by: { value: 'KIND', required: true, means: 'email, phone, loyalty_card, user_id …' },
  value: { value: 'VALUE', required: true, means: 'the identifier of the person' },
  vouched: { value: 'HOW', means: 'how you know that the person asks this, for the receipt' },
}

export const exportCommand: Command = {
  summary: 'Writes down all that is known of a person, in one file to read and one of JSON',
  options: {
    ...options,
    out: { value: 'FOLDER', means: 'where the two files go, if not here' },
  },
  run: (call) =>
    inHouse(call, 'export', async (house) => {
      const request = await answer(call, house, { kind: 'export', bar: false })
      const folder = resolve(call.options.out ?? '.')
      await mkdir(folder, { recursive: true })
      const files = await filesOfExport(house.db, request.id)
      const written = await Promise.all(files.map((file) => write(folder, file)))
      call.say(`Everything about this person is in ${written.join(' and ')}`)
      return { ...request, files: written }
    }),
}

export const eraseCommand: Command = {
  summary: 'Erases a person everywhere, and says table by table what it did',
  options: { ...options, bar: { means: 'refuses events that name the person from now on' } },
  run: (call) =>
    inHouse(call, 'erase', async (house) => {
      const request = await answer(call, house, { kind: 'erasure', bar: call.flags.has('bar') })
      for (const { table, rows, done } of request.receipt) {
        if (rows > 0) call.say(`  ${table}: ${rows} ${done}`)
      }
      call.say(`Erased; the receipt is request ${request.id}`)
      return request
    }),
}

/** Asks and answers in one go: whoever has the shell answers for who asked. */
async function answer(
  call: Call,
  house: House,
  { kind, bar }: { kind: 'export' | 'erasure'; bar: boolean },
) {
  const { db, inWork, clock } = house
  const { baseUrl } = call.config
  const links = await openLinks(db, clock.now())
  const post = houseMails(inWork)
  const parts: RequestParts = {
    ...{ inWork, tables: allTables, links, baseUrl, post },
    recipients: call.config.smtpUrl && !clock.demo ? [new URL(call.config.smtpUrl).host] : [],
  }
  const { by = '', value = '', vouched = 'whoever has the shell' } = call.options
  if (kind === 'export') await post.ready()
  const { id } = await inWork(async (work) => {
    const row = await ask(work, { kind, by, value, bar }, 'command-line:shell')
    await vouch(work, row.id, vouched, 'command-line:shell')
    await audit(work, commandLine, 'consent/request-opened', `request:${row.id}`, { kind, by, bar })
    return row
  })
  // A worker that runs beside us may do parts of it: what counts is that it is done.
  for (let state = ''; state !== 'done'; state = (await requestOf(db, id)).state) {
    await runNext(parts, id)
  }
  return requestShown(await requestOf(db, id), { links, baseUrl, now: clock.now() })
}

async function write(folder: string, { format, text }: ExportFile): Promise<string> {
  const path = join(folder, `export.${format}`)
  await writeFile(path, text, { mode: 0o600 })
  return path
}
