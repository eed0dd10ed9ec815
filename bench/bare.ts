import { createServer } from 'node:http'
import pg from 'pg'

/**
 * The ceiling: bare HTTP and a group commit of one row an event into a table with two indexes, no
 * checks beyond JSON, no identity, nothing woven. Started as a process of its own with the port.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4 })
await pool.query(`
  create table if not exists bare_event (
    id uuid primary key default gen_random_uuid(),
    visitor text not null,
    at timestamptz not null default now(),
    body jsonb not null
  );
  create index if not exists bare_by_visitor on bare_event (visitor, at)`)

interface Waiting {
  readonly events: readonly { anonymousId: string }[]
  readonly done: () => void
}
let gathered: Waiting[] = []
let writing = 0

async function write(): Promise<void> {
  if (writing >= 4 || gathered.length === 0) return
  writing++
  const group = gathered
  gathered = []
  const events = group.flatMap((one) => one.events)
  await pool.query({
    name: 'insert',
    text: 'insert into bare_event (visitor, body) select * from unnest($1::text[], $2::jsonb[])',
    values: [
      events.map((event) => event.anonymousId),
      events.map((event) => JSON.stringify(event)),
    ],
  })
  for (const { done } of group) done()
  writing--
  write()
}

createServer((message, answer) => {
  const chunks: Buffer[] = []
  message.on('data', (chunk: Buffer) => chunks.push(chunk))
  message.on('end', () => {
    if (message.method !== 'POST') return answer.end('ready')
    const { batch } = JSON.parse(Buffer.concat(chunks).toString())
    gathered.push({ events: batch, done: () => answer.end('{"success":true}') })
    write()
  })
}).listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'))
