import { remember } from '../kernel/settings.ts'
import { signal } from '../kernel/signals.ts'
import type { Work } from '../kernel/work.ts'
import { publishWording } from '../modules/consent/index.ts'
import { createSource, sources } from '../modules/thread/index.ts'
import { type SourceName, sourceNames } from './event.ts'
import { keepStory, storyOf } from './story.ts'
import { wordings } from './wordings.ts'

/** How many people there are; some of their devices never learn whose they are, so a brand counts more. */
interface Beginning {
  readonly baseUrl: string
  readonly seed?: number
  readonly customers?: number
}

/**
 * Gives a new demo its name, its sources and the words of its consents, and orders its year to be
 * told, which a loop then does in the background. A second time it changes nothing.
 */
export async function beginDemo(
  work: Work,
  { baseUrl, seed = 7, customers = 17_000 }: Beginning,
): Promise<void> {
  if (await storyOf(work.tx)) return
  await remember(work.tx, 'brand', { name: 'Maison Colombe' }, work.now)
  for (const source of Object.values(sourceNames)) await createSource(work, source)
  for (const wording of wordings) await publishWording(work, wording)
  const story = {
    ...{ seed, customers, until: work.now.getTime(), shopUrl: `${baseUrl}/shop` },
    ...{ next: 0, reached: 0, done: false, furnished: false },
  }
  await keepStory(work.tx, story, work.now)
  await signal(work.tx, 'demo.begun')
}

/** The demo's doors: the id and kind of each of its sources. */
export async function doorsOf(work: Work) {
  const all = new Map((await sources(work.tx)).map((source) => [source.name, source]))
  const doors = {} as Record<SourceName, { readonly id: string; readonly writeKey: string }>
  for (const [door, { name }] of Object.entries(sourceNames) as [SourceName, { name: string }][]) {
    const source = all.get(name)
    if (!source) throw new Error(`The demo's source ${name} is gone`)
    doors[door] = source
  }
  return doors
}
