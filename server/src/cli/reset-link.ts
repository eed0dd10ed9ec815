import { commandLine, resetLinkFor } from '../modules/team/index.ts'
import type { Command } from './command.ts'
import { inHouse } from './in-house.ts'

export const resetLinkCommand: Command = {
  summary: 'Makes a one-time link by which somebody of the team chooses a new password',
  operands: ['EMAIL'],
  options: {
    'without-proofs': { means: 'also take away their app and passkeys, which are lost' },
  },
  async run(call) {
    const [email = ''] = call.operands
    const withoutProofs = call.flags.has('without-proofs')
    const made = await inHouse(call, 'reset-link', ({ inWork }) =>
      inWork((work) =>
        resetLinkFor(work, commandLine, { email, withoutProofs, baseUrl: call.config.baseUrl }),
      ),
    )
    call.say(made.link)
    return made
  },
}
