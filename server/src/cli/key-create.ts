import { commandLine, createKey, Role } from '../modules/team/index.ts'
import { type Command, UsageError } from './command.ts'
import { inHouse } from './in-house.ts'

export const keyCreate: Command = {
  summary: 'Makes a key of the API, told this once',
  options: {
    role: { value: 'ROLE', required: true, means: Role.options.join(', ') },
    name: { value: 'NAME', means: 'what it is for' },
  },
  async run(call) {
    const role = Role.safeParse(call.options.role)
    if (!role.success) throw new UsageError(`--role is one of ${Role.options.join(', ')}`)
    const name = call.options.name ?? `${role.data} key`
    const made = await inHouse(call, 'key create', ({ inWork }) =>
      inWork((work) => createKey(work, commandLine, { name, role: role.data })),
    )
    call.say(`API key, shown this once: ${made.key}`)
    return { id: made.id, name, role: made.role, key: made.key }
  },
}
