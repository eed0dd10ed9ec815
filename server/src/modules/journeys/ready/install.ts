import type { InWork, Work } from '../../../kernel/work.ts'
import { type ReadyAudience, readyAudience } from '../../audiences/index.ts'
import { installSamples, type SampleMail } from '../../messages/index.ts'
import { type Actor, commandLine } from '../../team/index.ts'
import type { Definition } from '../definition-contract.ts'
import { createJourney } from '../journeys.ts'
import { publishJourney } from '../publish.ts'
import type { ReadyCode } from '../ready-contract.ts'
import { readyJourneys } from './all.ts'
import { definitionOf } from './ready-journey.ts'

interface InstallOptions {
  /** The mails that there are already, of those that the journey sends. */
  readonly templateIds: Partial<Record<SampleMail, string>>
  readonly actor: Pick<Actor, 'kind' | 'id'>
  readonly language: 'fr' | 'en'
}

/** A ready journey as this brand would have it; audiences that it is built on are drawn if need be. */
async function drawn(
  work: Work,
  code: ReadyCode,
  { templateIds, actor, language }: InstallOptions,
): Promise<Definition> {
  const ready = readyJourneys[code]
  const audienceIds = new Map<ReadyAudience, string>()
  for (const audience of ready.audiences ?? []) {
    audienceIds.set(audience, await readyAudience(work, actor, audience, language))
  }
  return definitionOf(ready, {
    mail: (name) => found(templateIds[name], name),
    audience: (name) => found(audienceIds.get(name), name),
    now: work.now,
  })
}

function found(id: string | undefined, name: string): string {
  if (!id) throw new Error(`a ready journey names ${name}, which it does not list`)
  return id
}

/**
 * Begins a ready journey as a draft, with the mails and audiences that it needs. It starts its own
 * work: mails are compiled first, which takes longer than a transaction may.
 */
export async function beginReady(
  inWork: InWork,
  actor: Pick<Actor, 'kind' | 'id'>,
  code: ReadyCode,
  { language }: { language: 'fr' | 'en' },
  then: (work: Work, id: string) => Promise<void> = async () => {},
): Promise<string> {
  const ready = readyJourneys[code]
  const templateIds = await installSamples(inWork, ready.mails)
  return await inWork(async (work) => {
    const definition = await drawn(work, code, { templateIds, actor, language })
    const id = await createJourney(work, { name: ready.name[language], definition }, code)
    await then(work, id)
    return id
  })
}

/** The journey that a brand runs from its first day; one that is there already is left as it is. */
export async function installJourneys(
  work: Work,
  { templateIds }: { templateIds: { readonly abandonedCart: string } },
): Promise<{ abandonedCart: string }> {
  const template = 'abandoned-cart' satisfies ReadyCode
  const there = await work.tx
    .selectFrom('journeys.journey')
    .select('id')
    .where('template', '=', template)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  if (there) return { abandonedCart: there.id }
  const definition = await drawn(work, template, {
    ...{ templateIds, actor: commandLine, language: 'fr' },
  })
  const { fr: name } = readyJourneys[template].name
  const id = await createJourney(work, { name, definition }, template)
  await publishJourney(work, id)
  return { abandonedCart: id }
}
