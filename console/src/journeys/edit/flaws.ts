import type { JourneyFlaw } from '../../../../server/src/modules/journeys/contract.ts'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { entryId } from '../canvas/graph.ts'
import type { Words } from '../sentences.ts'

export interface FlawText {
  readonly text: string
  /** Whether it keeps the journey from being published, or is only worth a look. */
  readonly blocks: boolean
}

/** The first of what is wrong at each step: the node has room for one. */
export const firstOf = (flaws: ReadonlyMap<string, readonly FlawText[]>) =>
  new Map([...flaws].flatMap(([id, [first]]) => (first ? [[id, first] as const] : [])))

/** What is wrong with a draft, said at the step it is about; what is about the whole, at the entry. */
export function flawTexts(
  { t }: Words,
  { steps }: Definition,
  flaws: readonly JourneyFlaw[],
  incomplete: ReadonlySet<string> | undefined,
): Map<string, FlawText[]> {
  const known = new Set(steps.map(({ id }) => id))
  const texts = new Map<string, FlawText[]>()
  const say = (step: string, text: string, blocks: boolean) => {
    const at = known.has(step) ? step : entryId
    const said = texts.get(at) ?? []
    if (said.some((one) => one.text === text)) return
    texts.set(
      at,
      [...said, { text, blocks }].toSorted((one, other) => +other.blocks - +one.blocks),
    )
  }
  for (const step of incomplete ?? []) say(step, t('canvas.flaw.incomplete'), true)
  for (const { code, step, blocks } of flaws) {
    const key = `canvas.flaw.${code}`
    say(step, t.has(key) ? t(key) : t('canvas.flaw.other', { code }), blocks)
  }
  return texts
}
