import { once } from 'node:events'
import { createServer } from 'node:net'
import { attached } from './embedded/lock.ts'
import { codeOf } from './faults.ts'
import { Trouble } from './trouble.ts'

/** Finds out before anything is started whether we could answer on this port, and says who does if not. */
export async function checkPort(host: string, port: number, dataDir: string): Promise<void> {
  const probe = createServer()
  try {
    probe.listen(port, host)
    await once(probe, 'listening')
  } catch (error) {
    throw portTrouble(error, host, port, dataDir)
  } finally {
    probe.close()
  }
}

function portTrouble(error: unknown, host: string, port: number, dataDir: string): unknown {
  const code = codeOf(error)
  if (code === 'EADDRINUSE') {
    const ours = attached(dataDir).find(({ url }) => url && Number(new URL(url).port) === port)
    if (ours) return new Trouble(`Filrouge runs here already: ${ours.url} (process ${ours.pid})`)
    return new Trouble(
      `Port ${port} is taken by another program: choose one, as in PORT=${port + 1} npm start`,
    )
  }
  if (code === 'EACCES')
    return new Trouble(`This user may not answer on port ${port}: choose one above 1023 by PORT`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new Trouble(`HOST=${host} is no address of this machine`)
  }
  return error
}
