import { JourneyDetail } from '../../../../server/src/modules/journeys/contract.ts'
import { ChangedMeanwhile, isChangedMeanwhile } from '../ChangedMeanwhile.tsx'
import type { Words } from '../sentences.ts'
import { titleOf } from '../words.ts'
import classes from './Edit.module.css'
import type { DraftInHand } from './useDraft.ts'

interface ClashProps {
  journey: JourneyDetail
  hand: DraftInHand
  words: Words
  onTake: (theirs: JourneyDetail) => void
}

/** Another has saved this draft: their steps to look at, theirs to take, mine to keep. */
export function Clash({ journey, hand, words, onTake }: ClashProps) {
  const { saving, keepOver } = hand
  if (!isChangedMeanwhile(saving.error)) return null
  return (
    <ChangedMeanwhile
      problem={saving.error}
      path={`/api/journeys/${journey.id}`}
      answer={JourneyDetail}
      onTake={onTake}
      onKeep={keepOver}
    >
      {({ name, draft, definition }) => {
        const theirs = draft ?? definition
        return (
          <>
            <p>{name}</p>
            <ol className={classes.theirs}>
              {theirs.steps.map((step) => (
                <li key={step.id}>{titleOf(words, { kind: step.kind, step }, theirs)}</li>
              ))}
            </ol>
          </>
        )
      }}
    </ChangedMeanwhile>
  )
}
