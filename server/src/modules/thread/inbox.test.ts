import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Line, startLine } from '../../../test/line.ts'
import { isInfrastructureFault } from '../../kernel/faults.ts'
import { Inbox } from './inbox.ts'
import type { Parcel } from './parcel.ts'

let line: Line
let way: Awaited<ReturnType<typeof wayToPostgres>>
beforeAll(async () => {
  line = await startLine()
  way = await wayToPostgres(new URL(line.url))
})
afterAll(async () => {
  way.cut()
  await line.stop()
})
beforeEach(() => line.db.deleteFrom('thread.inbox').execute())

/** A way to the database that can be cut and opened again, with all who are on it. */
async function wayToPostgres(url: URL) {
  const sockets = new Set<Socket>()
  let open = true
  const server = createServer((incoming) => {
    if (!open) return incoming.resetAndDestroy()
    const onward = connect(Number(url.port), url.hostname)
    for (const socket of [incoming, onward]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        incoming.destroy()
        onward.destroy()
      })
    }
    incoming.pipe(onward).pipe(incoming)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const through = new URL(url)
  through.port = String((server.address() as AddressInfo).port)
  return {
    url: through.href,
    cut() {
      open = false
      for (const socket of sockets) socket.destroy()
      sockets.clear()
      server.unref()
    },
    mend() {
      open = true
    },
  }
}

const parcel = (...names: string[]): Parcel => ({
  ...{ sourceId: '00000000-0000-7000-8000-000000000001', rejected: [], setAside: 0 },
  events: names.map((name) => JSON.stringify({ name })),
})

const stored = async () => {
  const rows = await line.db.selectFrom('thread.inbox').select('body').orderBy('position').execute()
  return rows.flatMap(({ body }) => JSON.parse(body).map(({ name }: { name: string }) => name))
}

test('requests wait for a database that comes back soon, and keep their order', async () => {
  const inbox = new Inbox(way.url, 10_000)
  await inbox.append(parcel('before'))
  way.cut()
  const during = inbox.append(parcel('during'))
  await pause(250)
  const meanwhile = inbox.append(parcel('meanwhile'))
  way.mend()
  await Promise.all([during, meanwhile])
  expect(await stored()).toEqual(['before', 'during', 'meanwhile'])
  await inbox.close()
})

test('when it stays away they are told so, those that come later at once', async () => {
  const inbox = new Inbox(way.url, 400)
  await inbox.append(parcel('before'))
  way.cut()
  const told = async (name: string) => {
    const begun = performance.now()
    const fault = await inbox.append(parcel(name)).then(
      () => 'stored',
      (error: unknown) => isInfrastructureFault(error),
    )
    return { fault, after: performance.now() - begun }
  }
  const first = await told('first')
  const second = await told('second')
  expect([first.fault, second.fault]).toEqual([true, true])
  expect(first.after).toBeGreaterThan(350)
  expect(second.after).toBeLessThan(350)
  way.mend()
  expect((await told('after')).fault).toBe('stored')
  expect(await stored()).toEqual(['before', 'after'])
  await inbox.close()
})
