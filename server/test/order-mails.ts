import type { Line } from './line.ts'

/** What was written to somebody by the house's own templates, and with which words of its own. */
export async function mailsTo(line: Line, email: string) {
  await line.settle()
  const rows = await line.db
    .selectFrom('messages.message')
    .innerJoin('messages.template', 'messages.template.id', 'messages.message.template_id')
    .select(['name', 'variables'])
    .where('to_address', '=', email)
    .orderBy('planned_at')
    .orderBy('messages.message.id')
    .execute()
  return rows.map(({ name, variables }) => ({
    name: name.replace('filrouge/', ''),
    variables: variables as Record<string, string>,
  }))
}

/** Letters that wait for a word that nobody will ever say: none may. */
export async function lettersThatWait(line: Line) {
  await line.settle()
  const rows = await line.db
    .selectFrom('messages.message')
    .innerJoin('messages.template', 'messages.template.id', 'messages.message.template_id')
    .select(['name', 'detail'])
    .where('reason', '=', 'missing-variable')
    .execute()
  return rows
}
