import { sql } from 'kysely'
import { pino } from 'pino'
import { httpServer } from '../src/kernel/http.ts'
import { openSeal } from '../src/kernel/seal.ts'
import { startWork } from '../src/kernel/work.ts'
import {
  authorise,
  commandLine,
  createKey,
  type Role,
  rightsOf,
  startAuth,
  teamJobs,
  teamRoutes,
} from '../src/modules/team/index.ts'
import type { Letter } from '../src/modules/team/letters.ts'
import { codeAt, stepAt } from '../src/modules/team/one-time-code.ts'
import { testDatabase } from './database.ts'

export const baseUrl = 'http://127.0.0.1:4000'
/** What the clock of the product says, far from the wall's, which sign-in and audit go by. */
export const productTime = new Date('2027-01-05T10:00:00Z')

export interface Call {
  body?: object
  cookie?: string
  key?: string
  headers?: Record<string, string>
  from?: string
}

/** The team's routes alone on a database of their own, and a caller that behaves like the console. */
export async function teamServer() {
  const { db } = await testDatabase()
  const inWork = startWork(db, { clock: () => productTime })

  const serve = async (url: string, sealKey = 'the key of this house') => {
    const log = pino({ level: 'silent' })
    const auth = startAuth({ db, baseUrl: url, log })
    const http = await httpServer({ title: 'Team', log, checkAccess: authorise(db, auth) })
    const clock = { now: () => productTime, demo: true }
    await http.register(teamRoutes, {
      ...{ db, inWork, auth, clock, sendsMail: true },
      seal: openSeal({ sealKey, dataDir: '' }),
    })
    return async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, call: Call = {}) => {
      const { body, cookie, key, headers, from = '192.0.2.1' } = call
      return http.inject({
        method,
        url: path,
        remoteAddress: from,
        headers: {
          'x-filrouge': 'console',
          ...(cookie && { cookie }),
          ...(key && { authorization: `Bearer ${key}` }),
          ...headers,
        },
        ...(body && { body }),
      })
    }
  }

  const keyFor = (role: Role) =>
    inWork((work) =>
      createKey(work, commandLine, { name: `a ${role}`, rights: [...rightsOf[role]] }),
    )

  /** Lets the background write what was asked for, and gives the letters, latest first. */
  const letters = async () => {
    const written: Letter[] = []
    const post = async (letter: Letter) => {
      written.unshift(letter)
    }
    const job = teamJobs(inWork, { post, baseUrl }).find(({ name }) => name === 'team/send-reset')
    const { rows } = await sql<{ payload: unknown }>`
      delete from graphile_worker._private_jobs returning payload`.execute(db)
    for (const { payload } of rows) await job?.run(job.payload.parse(payload))
    return written
  }

  return { db, inWork, keyFor, letters, serve, call: await serve(baseUrl) }
}

export type TeamServer = Awaited<ReturnType<typeof teamServer>>
export type Answer = Awaited<ReturnType<TeamServer['call']>>

export const cookieOf = ({ cookies }: Answer) =>
  cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

export const tokenOf = (link = '') => link.split('/').at(-1) ?? ''

/** What an app keeps of the secret it was shown. */
export function bytesOf(secret: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret]
    .map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** What an authenticator app shows for this secret, now or some half minutes away. */
export const codeFor = (secret: string, { stepsAway = 0 } = {}) =>
  codeAt(bytesOf(secret), stepAt(new Date()) + stepsAway)

export const owner = {
  name: 'Odile',
  email: 'odile@example.fr',
  password: 'correct horse battery',
}
