import type { Db } from '../../kernel/database.ts'
import { templates } from '../messages/index.ts'
import { type Flaw, flawsOf } from './check.ts'
import type { Definition } from './definition-contract.ts'

/** What keeps a definition from being published: its graph, and mails that there are not. */
export async function allFlaws(db: Db, definition: Definition): Promise<Flaw[]> {
  const messages = definition.steps.filter((step) => step.kind === 'message')
  const known = new Set(messages.length > 0 ? (await templates(db)).map(({ id }) => id) : [])
  const missing = messages.filter(({ templateId }) => !known.has(templateId))
  return [
    ...flawsOf(definition),
    ...missing.map(({ id }) => ({ code: 'unknown-template', step: id, blocks: true }) as const),
  ]
}
