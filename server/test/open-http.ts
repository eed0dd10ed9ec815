import { pino } from 'pino'
import { httpServer } from '../src/kernel/http.ts'
import { commandLine } from '../src/modules/team/index.ts'

/** A server for the routes of a module under test: whoever asks may do what the command line may. */
export async function openHttp(title: string): ReturnType<typeof httpServer> {
  const http = await httpServer({
    ...{ title, log: pino({ level: 'silent' }) },
    checkAccess: async (request: { actor: unknown }) => {
      request.actor = commandLine
    },
  })
  http.decorateRequest('actor')
  return http
}
