import type { JourneyFlaw } from '../../../../server/src/modules/journeys/contract.ts'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { entryId } from '../canvas/graph.ts'
import type { Words } from '../sentences.ts'

/** What is wrong with a draft, said at the step it is about; what is about the whole, at the entry. */
export function flawTexts(
  { t }: Words,
  { steps }: Definition,
  flaws: readonly JourneyFlaw[],
  incomplete: ReadonlySet<string> | undefined,
): Map<string, string[]> {
  const known = new Set(steps.map(({ id }) => id))
  const texts = new Map<string, string[]>()
  const say = (step: string, text: string) => {
    const at = known.has(step) ? step : entryId
    texts.set(at, [...new Set([...(texts.get(at) ?? []), text])])
  }
  for (const step of incomplete ?? []) say(step, t('canvas.flaw.incomplete'))
  for (const { code, step } of flaws) {
    const key = `canvas.flaw.${code}`
    say(step, t.has(key) ? t(key) : t('canvas.flaw.other', { code }))
  }
  return texts
}
