import type { Work } from '../../kernel/work.ts'
import type { NewWording } from './contract.ts'
import { sampleWordings } from './texts/wordings.ts'
import { publishWording } from './wordings.ts'

/** The version under which the sample words are published. */
export const sampleVersion = '2025-11'

/** Publishes words to begin with, in French and English; a second time changes nothing. */
export async function installWordings(work: Work): Promise<void> {
  for (const wording of sampleWordings) {
    await publishWording(work, { ...wording, version: sampleVersion } satisfies NewWording)
  }
}
