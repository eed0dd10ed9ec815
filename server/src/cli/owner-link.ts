import { ownerLink } from '../modules/team/index.ts'
import type { Command } from './command.ts'
import { inHouse } from './in-house.ts'

export const ownerLinkCommand: Command = {
  summary: 'Makes the one-time link by which the first owner comes in',
  async run(call) {
    const made = await inHouse(call, 'owner-link', ({ inWork }) =>
      inWork((work) => ownerLink(work, call.config.baseUrl)),
    )
    call.say(made ? made.link : 'There is an owner already; owners invite others in the console')
    return made ?? { link: null }
  },
}
