import type { FastifyInstance } from 'fastify'

/** How much of what clients are sending may be in memory before newcomers are sent away, in bytes. */
const much = 192 * 1024 * 1024
/** How much before those who are sending are broken off. */
const most = 256 * 1024 * 1024

/**
 * Keeps what clients send at once within bounds. When there is too much of it, whoever comes now is
 * asked to come back before anything of theirs is read, and what still grows is broken off, which every
 * library takes as a reason to try again. What counts is what has come, not what was announced:
 * otherwise a few who announce much and send nothing could shut the door.
 */
export function boundIntake(app: FastifyInstance, comeBack: () => Error): void {
  let held = 0
  app.addHook('onRequest', async ({ method }) => {
    if (method === 'POST' && held > much) throw comeBack()
  })
  // Not async: the parser must be listening by the time the first piece comes.
  app.addHook('preParsing', (request, reply, payload, done) => {
    let mine = 0
    payload.on('data', (piece: Buffer) => {
      mine += piece.length
      held += piece.length
      if (held > most) request.raw.destroy()
    })
    reply.raw.once('close', () => {
      held -= mine
    })
    done(null, payload)
  })
}
