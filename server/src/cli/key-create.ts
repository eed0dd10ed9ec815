import { commandLine, createKey, Right, Role, rightsOf } from '../modules/team/index.ts'
import { type Call, type Command, UsageError } from './command.ts'
import { inHouse } from './in-house.ts'

export const keyCreate: Command = {
  summary: 'Makes a key of the API, told this once',
  options: {
    role: { value: 'ROLE', means: `all that a role may: ${Role.options.join(', ')}` },
    rights: { value: 'RIGHTS', means: 'or these alone, such as customers:read,events:read' },
    days: { value: 'DAYS', means: 'after how many days it ends; without it, when it is revoked' },
    name: { value: 'NAME', means: 'what it is for' },
  },
  async run(call) {
    const rights = rightsAsked(call.options)
    const expiresAt = endOf(call.options.days)
    const name = call.options.name ?? `${call.options.role ?? 'limited'} key`
    const made = await inHouse(call, 'key create', ({ inWork }) =>
      inWork((work) => createKey(work, commandLine, { name, rights, expiresAt })),
    )
    call.say(`API key, shown this once: ${made.key}`)
    return { id: made.id, name, rights, expiresAt, key: made.key }
  },
}

function rightsAsked({ role, rights }: Call['options']): Right[] {
  if ((role === undefined) === (rights === undefined)) {
    throw new UsageError('Say --role or --rights, one of the two')
  }
  if (rights === undefined) {
    const known = Role.safeParse(role)
    if (!known.success) throw new UsageError(`--role is one of ${Role.options.join(', ')}`)
    return [...rightsOf[known.data]]
  }
  return rights.split(',').map((right) => {
    const known = Right.safeParse(right.trim())
    if (!known.success) throw new UsageError(`--rights are of ${Right.options.join(', ')}`)
    return known.data
  })
}

function endOf(days: string | undefined): string | null {
  if (days === undefined) return null
  const count = Number(days)
  if (!Number.isInteger(count) || count < 1 || count > 3650) {
    throw new UsageError('--days is a whole number from 1 to 3650')
  }
  return new Date(Date.now() + count * 24 * 60 * 60 * 1000).toISOString()
}
