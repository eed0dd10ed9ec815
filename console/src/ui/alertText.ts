import type { Alert } from '../../../server/src/modules/thread/readers/contract.ts'
import type { Translator } from '../texts/translator.ts'
import { readerName } from './readerName.ts'

/** What is beyond its threshold, in a sentence. */
export function alertText(t: Translator, { kind, reader, value }: Alert): string {
  return t(`readers.alert.${kind}`, { name: readerName(t, reader ?? ''), value: Math.round(value) })
}
