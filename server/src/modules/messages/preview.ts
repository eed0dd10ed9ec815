import type { Db } from '../../kernel/database.ts'
import { noMessage } from '../consent/index.ts'
import { profileOf } from '../customers/index.ts'
import { compileContents } from './compile.ts'
import { languageFor, type MailHouse, scopeFor, type Written } from './compose.ts'
import type { MessageLanguage, Preview, PreviewInput } from './contract.ts'
import { CustomerUnknown } from './refusals.ts'
import { parseText, renderLeniently, renderMail } from './render.ts'
import { compiledVersion, templateOf } from './templates.ts'

/** A template as a given customer would get it, and what would hold it. Nothing is sent or noted. */
export async function preview(
  db: Db,
  house: MailHouse,
  templateId: string,
  input: PreviewInput,
): Promise<Preview> {
  const template = await templateOf(db, templateId)
  const profile = await profileOf(db, input.customerId)
  if (!profile) throw new CustomerUnknown({ customerId: input.customerId })
  const contents = input.contents
    ? await compileContents(input.contents, template.purpose)
    : await compiledVersion(db, templateId, template.version)
  const { language, text } = chosen(contents, input.language) ??
    languageFor(profile, contents) ?? { language: 'fr', text: { subject: '', html: '', text: '' } }
  const row: Written = {
    id: noMessage,
    customer_id: profile.customerId,
    template_id: templateId,
    version: template.version,
    purpose: template.purpose,
    event: input.event ?? null,
    variables: input.variables ?? null,
  }
  const parsed = parseText({ preheader: '', mjml: '', ...text })
  const scope = scopeFor(house, row, profile, language)
  const rendering = renderMail(parsed, scope, { track: () => undefined, pixel: '' })
  if ('mail' in rendering) return { language, ...rendering.mail, missing: [], failures: [] }
  const { missing, failures } = rendering
  return {
    language,
    ...renderLeniently(parsed, scope),
    missing: [...missing],
    failures: [...failures],
  }
}

function chosen<Text>(
  contents: Partial<Record<MessageLanguage, Text>>,
  language: MessageLanguage | undefined,
) {
  const text = language && contents[language]
  return text && language ? { language, text } : undefined
}
