import { Agent, request } from 'node:http'

export interface Load {
  readonly url: string
  readonly authorization: string
  /** Gives the body of the next request, or undefined when there is none left. */
  readonly next: () => string | undefined
  readonly connections: number
  /** Connections that several loads share; otherwise they are opened for this one. */
  readonly agent?: Agent
}

/** Posts bodies over so many connections, and gives the milliseconds that each answer took. */
export async function post({
  url,
  authorization,
  next,
  connections,
  agent: shared,
}: Load): Promise<number[]> {
  const agent = shared ?? new Agent({ keepAlive: true, maxSockets: connections })
  const took: number[] = []
  const one = (body: string) =>
    new Promise<void>((resolve, reject) => {
      const begun = performance.now()
      const headers = { authorization, 'content-type': 'application/json' }
      const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
        answer.resume()
        answer.on('end', () => {
          if (answer.statusCode !== 200) return reject(new Error(`answered ${answer.statusCode}`))
          took.push(performance.now() - begun)
          resolve()
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  const worker = async () => {
    for (let body = next(); body !== undefined; body = next()) await one(body)
  }
  await Promise.all(Array.from({ length: connections }, worker))
  if (!shared) agent.destroy()
  return took
}

/** Cycles through bodies for so many milliseconds. */
export function during(milliseconds: number, bodies: readonly string[]): () => string | undefined {
  const end = performance.now() + milliseconds
  let index = 0
  return () => (performance.now() < end ? bodies[index++ % bodies.length] : undefined)
}
