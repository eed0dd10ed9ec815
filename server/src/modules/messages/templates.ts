import { type Selectable, sql } from 'kysely'
import type { Db } from '../../kernel/database.ts'
import type { Work } from '../../kernel/work.ts'
import type {
  MessageChannel,
  MessageLanguage,
  MessagePurpose,
  Template,
  TemplateVersion,
} from './contract.ts'
import { TemplateNotFound } from './refusals.ts'
import type { CompiledContents, TemplateVersionTable } from './tables.ts'

export interface CompiledTemplate {
  readonly name: string
  readonly channel: MessageChannel
  readonly purpose: MessagePurpose
  readonly contents: CompiledContents
}

/** Keeps a compiled template as its first version. */
export async function createTemplate(
  work: Work,
  { name, channel, purpose, contents }: CompiledTemplate,
  author: string,
): Promise<string> {
  const id = work.newId()
  await work.tx
    .insertInto('messages.template')
    .values({
      id,
      name,
      channel,
      purpose,
      version: 1,
      created_at: work.now,
      changed_at: work.now,
      archived_at: null,
    })
    .execute()
  await keepVersion(work, { templateId: id, version: 1, contents, author })
  return id
}

/** Publishes a new text: messages planned from now on say it, those planned before keep theirs. */
export async function publishVersion(
  work: Work,
  templateId: string,
  { name, contents }: Pick<CompiledTemplate, 'name' | 'contents'>,
  author: string,
): Promise<number> {
  const template = await work.tx
    .updateTable('messages.template')
    .set({ name, version: sql`version + 1`, changed_at: work.now })
    .where('id', '=', templateId)
    .returning('version')
    .executeTakeFirst()
  if (!template) throw new TemplateNotFound({ templateId })
  await keepVersion(work, { templateId, version: template.version, contents, author })
  return template.version
}

/** Takes a template out of the lists; what it said, and who was told, stays. */
export async function archiveTemplate(work: Work, templateId: string): Promise<void> {
  const { numUpdatedRows } = await work.tx
    .updateTable('messages.template')
    .set({ archived_at: work.now })
    .where('id', '=', templateId)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new TemplateNotFound({ templateId })
}

interface NewVersion {
  templateId: string
  version: number
  contents: CompiledContents
  author: string
}

async function keepVersion(work: Work, { templateId, version, contents, author }: NewVersion) {
  await work.tx
    .insertInto('messages.template_version')
    .values({
      template_id: templateId,
      version,
      contents,
      created_at: work.now,
      created_by: author,
    })
    .execute()
}

const shown = sql<MessageLanguage[]>`array(
  select json_object_keys(version.contents) order by 1)`

function templateRows(db: Db) {
  return db
    .selectFrom('messages.template as template')
    .innerJoin('messages.template_version as version', (join) =>
      join
        .onRef('version.template_id', '=', 'template.id')
        .onRef('version.version', '=', 'template.version'),
    )
    .selectAll('template')
    .select(shown.as('languages'))
    .where('template.archived_at', 'is', null)
}

type TemplateRow = Awaited<ReturnType<ReturnType<typeof templateRows>['execute']>>[number]

export async function templates(db: Db): Promise<Template[]> {
  const rows = await templateRows(db).orderBy('template.changed_at', 'desc').execute()
  return rows.map(templateShown)
}

export async function templateOf(db: Db, templateId: string): Promise<Template> {
  const row = await templateRows(db).where('template.id', '=', templateId).executeTakeFirst()
  if (!row) throw new TemplateNotFound({ templateId })
  return templateShown(row)
}

export async function templateNamed(db: Db, name: string): Promise<Template | undefined> {
  const row = await templateRows(db).where('template.name', '=', name).executeTakeFirst()
  return row && templateShown(row)
}

const templateShown = (row: TemplateRow): Template => ({
  id: row.id,
  name: row.name,
  channel: row.channel,
  purpose: row.purpose,
  version: row.version,
  languages: row.languages,
  createdAt: row.created_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
})

/** Every version of a template, newest first. */
export async function versionsOf(db: Db, templateId: string): Promise<TemplateVersion[]> {
  const rows = await db
    .selectFrom('messages.template_version')
    .selectAll()
    .where('template_id', '=', templateId)
    .orderBy('version', 'desc')
    .execute()
  if (rows.length === 0) throw new TemplateNotFound({ templateId })
  return rows.map(versionShown)
}

export async function compiledVersion(
  db: Db,
  templateId: string,
  version: number,
): Promise<CompiledContents> {
  const row = await db
    .selectFrom('messages.template_version')
    .select('contents')
    .where('template_id', '=', templateId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!row) throw new TemplateNotFound({ templateId })
  return row.contents
}

/** As it was written: what it was compiled to is no business of whoever edits it. */
const versionShown = (row: Selectable<TemplateVersionTable>): TemplateVersion => ({
  templateId: row.template_id,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
  contents: row.contents,
})
