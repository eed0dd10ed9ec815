import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { codeOf } from '../kernel/faults.ts'
import { Trouble } from '../kernel/trouble.ts'
import { Bars } from '../modules/consent/index.ts'
import { audit, commandLine } from '../modules/team/index.ts'
import {
  consumerStates,
  eventsMapping,
  ImportMapping,
  type ImportProgress,
  type ImportReport,
  importFile,
  openDoor,
} from '../modules/thread/index.ts'
import { type Call, type Command, UsageError } from './command.ts'
import { inHouse } from './in-house.ts'

export const importCommand: Command = {
  summary: 'Reads the history of customers from CSV or NDJSON, gzipped or not (docs/import.md)',
  operands: ['FILE'],
  options: {
    mapping: {
      value: 'MAP.json',
      means: 'how lines become events; none for lines that are events',
    },
    source: { value: 'NAME', required: true, means: 'the source they come from; made if new' },
    basis: { value: 'WHY', required: true, means: 'why this may be kept, such as "contract"' },
    errors: { value: 'FILE', means: 'where lines go that cannot be taken' },
    'dry-run': { means: 'reads and checks everything, stores nothing' },
    resume: { means: 'goes on with an import that was interrupted' },
  },
  async run(call) {
    const file = call.operands[0] ?? ''
    const mapping = await mappingOf(file, call.options.mapping)
    const request = {
      ...{ file, mapping, source: call.options.source ?? '', basis: call.options.basis ?? '' },
      ...{ dryRun: call.flags.has('dry-run'), resume: call.flags.has('resume') },
      ...(call.options.errors && { errorsFile: call.options.errors }),
    }
    return inHouse(call, 'import', async ({ db, inWork, signals, clock }) => {
      const { config, log } = call
      const bars = new Bars(db, signals)
      const door = openDoor({ db, signals, clock: clock.now, log, bars, config })
      const { gate } = door
      if (!request.dryRun) {
        await inWork((work) =>
          audit(work, commandLine, 'thread/import-started', `file:${basename(file)}`, {
            ...{ source: request.source, basis: request.basis, resume: request.resume },
          }),
        )
      }
      const onProgress = progressTeller(call)
      const report = await importFile({ db, inWork, gate, onProgress }, request)
        .catch((error) => {
          throw unreadable(error, file)
        })
        .finally(async () => {
          await door.close()
          bars.close()
        })
      const [weave] = await consumerStates(db)
      tell(call, report, weave?.behind ?? 0)
      return report
    })
  },
}

/** A file of events needs no mapping; any other does. */
async function mappingOf(file: string, path: string | undefined): Promise<ImportMapping> {
  if (path !== undefined) return readMapping(path)
  if (/\.(ndjson|jsonl)(\.gz)?$/i.test(file)) return eventsMapping
  throw new UsageError('--mapping is missing: only lines of NDJSON can be events already')
}

async function readMapping(path: string): Promise<ImportMapping> {
  const text = await readFile(path, 'utf8').catch((error) => {
    throw unreadable(error, path)
  })
  const read = ImportMapping.safeParse(json(text, path))
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`)
  throw new UsageError(`${path} is no mapping\n${faults.join('\n')}`)
}

function json(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`${path} is not JSON`)
  }
}

function unreadable(error: unknown, path: string): unknown {
  const code = codeOf(error)
  if (code === 'ENOENT') return new Trouble(`There is no file ${path}`)
  if (code === 'EISDIR') return new Trouble(`${path} is a folder`)
  if (code === 'EACCES') return new Trouble(`This user may not read ${path}`)
  if (code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR') {
    return new Trouble(`${path} is no whole gzip file`)
  }
  return error
}

/** A line every two seconds: how far, how fast. */
function progressTeller(call: Call) {
  const begun = Date.now()
  let told = begun
  return ({ phase, share, counts }: ImportProgress) => {
    if (Date.now() - told < 2000) return
    told = Date.now()
    const speed = Math.round((counts.lines * 1000) / (told - begun))
    const state =
      phase === 'reading' ? '' : `, ${counts.lines} lines (${speed}/s), ${counts.events} events`
    call.say(`${phase} ${Math.floor(share * 100)} %${state}`)
  }
}

function tell(call: Call, report: ImportReport, waiting: number): void {
  if (report.already) {
    call.say('All of this file was imported into this source before: nothing to do')
    return
  }
  const names = Object.entries(report.byName).map(([name, count]) => `${count} ${name}`)
  call.say(`${report.lines} lines: ${report.events} events (${names.join(', ') || 'none'})`)
  if (report.resumed > 0) call.say(`${report.resumed} events were durable before`)
  if (report.skipped > 0) call.say(`${report.skipped} lines skipped, as the mapping says`)
  if (report.errorsFile)
    call.say(`${report.refused} lines could not be taken: ${report.errorsFile}`)
  for (const { line, reason, detail } of report.faults.slice(0, 5)) {
    call.say(`  line ${line}: ${reason} ${detail}`)
  }
  const [first] = report.id === null ? report.sample : []
  if (first) call.say(`The first event would be ${JSON.stringify(first)}`)
  if (waiting > 0) call.say(`${waiting} events wait to be woven: they are while the product runs`)
}
