import { audit, commandLine } from '../modules/team/index.ts'
import { SourceKind } from '../modules/thread/contract.ts'
import { createSource } from '../modules/thread/index.ts'
import { type Command, UsageError } from './command.ts'
import { inHouse } from './in-house.ts'

export const sourceCreate: Command = {
  summary: 'Adds a source of events and tells its write key',
  options: {
    name: { value: 'NAME', required: true, means: 'what people call it' },
    kind: { value: 'KIND', required: true, means: SourceKind.options.join(', ') },
  },
  async run(call) {
    const kind = SourceKind.safeParse(call.options.kind)
    if (!kind.success) throw new UsageError(`--kind is one of ${SourceKind.options.join(', ')}`)
    const { id, name, writeKey } = await inHouse(call, 'source create', ({ inWork }) =>
      inWork(async (work) => {
        const source = await createSource(work, { name: call.options.name ?? '', kind: kind.data })
        await audit(work, commandLine, 'thread/source-created', `source:${source.id}`)
        return source
      }),
    )
    call.say(`Write key of ${name}: ${writeKey}`)
    return { id, name, kind: kind.data, writeKey }
  },
}
