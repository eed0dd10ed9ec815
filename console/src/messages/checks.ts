import type {
  MessageLanguage,
  Preview,
  TemplateContents,
} from '../../../server/src/modules/messages/contract.ts'
import { Problem } from '../api/problem.ts'

/** A note in the margin, as a proof-reader makes it. `bad` would hold or refuse the message. */
export type Check =
  | { tone: 'bad'; kind: 'missing'; name: string }
  | { tone: 'bad'; kind: 'failure'; text: string }
  | { tone: 'bad'; kind: 'fault'; part: string; line: number | undefined; text: string }
  | { tone: 'bad'; kind: 'unsubscribe' }
  | { tone: 'bad'; kind: 'problem'; error: unknown }
  | { tone: 'warn'; kind: 'longSubject'; length: number }
  | { tone: 'warn'; kind: 'language'; language: MessageLanguage }
  | { tone: 'info'; kind: 'wait' }
  | { tone: 'good'; kind: 'good' }

interface Looked {
  preview: Preview | undefined
  error: unknown
  isReading: boolean
  contents: TemplateContents
}

/** More than this, and a phone shows the rest of a subject to nobody. */
const longSubject = 48

export function checksOf({ preview, error, contents, isReading }: Looked): Check[] {
  const checks: Check[] = [...faultsIn(error), ...holding(preview)]
  const subject = preview?.subject ?? ''
  if (subject.length > longSubject) {
    checks.push({ tone: 'warn', kind: 'longSubject', length: subject.length })
  }
  for (const other of ['fr', 'en'] as const) {
    if (!contents[other]) checks.push({ tone: 'warn', kind: 'language', language: other })
  }
  if (!preview && !error && !isReading) checks.unshift({ tone: 'info', kind: 'wait' })
  if (preview && !checks.some(({ tone }) => tone === 'bad')) {
    checks.unshift({ tone: 'good', kind: 'good' })
  }
  return checks
}

const holding = (preview: Preview | undefined): Check[] => [
  ...(preview?.missing ?? []).map((name): Check => ({ tone: 'bad', kind: 'missing', name })),
  ...(preview?.failures ?? []).map((text): Check => ({ tone: 'bad', kind: 'failure', text })),
]

/** A text that could not be sent whole is refused with its faults, each at its line. */
function faultsIn(error: unknown): Check[] {
  if (!error) return []
  if (!(error instanceof Problem) || error.code !== 'messages/template-invalid') {
    return [{ tone: 'bad', kind: 'problem', error }]
  }
  const { part, faults } = error.details
  return (Array.isArray(faults) ? faults : []).map((fault): Check => {
    if (fault === 'unsubscribe_url') return { tone: 'bad', kind: 'unsubscribe' }
    const [, line, text] = /^(\d+): (.*)$/s.exec(String(fault)) ?? []
    return {
      tone: 'bad',
      kind: 'fault',
      part: String(part),
      line: line === undefined ? undefined : Number(line),
      text: text ?? String(fault),
    }
  })
}
