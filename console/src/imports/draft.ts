import {
  eventsMapping,
  type ImportFileDetail,
  ImportMapping,
} from '../../../server/src/modules/thread/import/contract.ts'
import { type Form, formOf, mappingOf, writtenOf } from './form.ts'
import { guessForm } from './guess.ts'
import type { Beginning } from './sheet.ts'

/** A mapping on its way: as a form, or as the text that can say all there is to say. */
export type Draft =
  | { readonly by: 'form'; readonly form: Form }
  | { readonly by: 'text'; readonly text: string }

const textOf = (mapping: object) => JSON.stringify(mapping, null, 2)

/** As it was tried last; else a proposal, by what the file looks like. */
export function draftOf(
  { trial }: Pick<ImportFileDetail, 'trial'>,
  beginning: Beginning,
  zone: string,
): Draft {
  const known = trial?.mapping ?? (beginning.format === 'events' ? eventsMapping : undefined)
  if (!known) return { by: 'form', form: guessForm(beginning, zone) }
  const form = formOf(known, beginning.columns)
  return form ? { by: 'form', form } : { by: 'text', text: textOf(known) }
}

export const textDraft = (draft: Draft): Draft =>
  draft.by === 'text' ? draft : { by: 'text', text: textOf(writtenOf(draft.form)) }

/** The same as a form; undefined where the text says more than a form can, or is none. */
export function formDraft(draft: Draft, beginning: Beginning): Draft | undefined {
  if (draft.by === 'form') return draft
  const { mapping } = mappingIn(draft)
  const form = mapping && formOf(mapping, beginning.columns)
  return form && { by: 'form', form }
}

interface Read {
  readonly mapping: ImportMapping | undefined
  /** What is missing or wrong: names of what a form lacks, or what the schema says of a text. */
  readonly lacking: readonly string[]
}

export function mappingIn(draft: Draft): Read {
  if (draft.by === 'text') return readText(draft.text)
  const found = mappingOf(draft.form)
  return 'channel' in found
    ? { mapping: found, lacking: [] }
    : { mapping: undefined, lacking: found }
}

function readText(text: string): Read {
  try {
    const read = ImportMapping.safeParse(JSON.parse(text))
    if (read.success) return { mapping: read.data, lacking: [] }
    const issues = read.error.issues.slice(0, 3)
    return {
      mapping: undefined,
      lacking: issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    }
  } catch {
    return { mapping: undefined, lacking: ['json'] }
  }
}
