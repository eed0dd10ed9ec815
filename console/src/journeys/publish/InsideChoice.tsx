import { Radio } from '@mantine/core'
import type { JourneyDetail } from '../../../../server/src/modules/journeys/contract.ts'
import type { Definition } from '../../../../server/src/modules/journeys/definition-contract.ts'
import { InlineSelect } from '../../ui/InlineSelect.tsx'
import type { Words } from '../sentences.ts'
import { titleOf } from '../words.ts'
import classes from './Publish.module.css'
import { useInside } from './useVersions.ts'

/** To which step of the new version those at a step go on; null: they leave. Who is not named stays. */
export type Moves = Record<string, string | null>

const stays = '@stays'
const leaves = '@leaves'

interface InsideChoiceProps {
  journey: JourneyDetail
  version: number
  target: Definition
  words: Words
  moves: Moves
  onChange: (moves: Moves) => void
}

/** What becomes of those who are inside: they finish on their version, or go on in the new one. */
export function InsideChoice(props: InsideChoiceProps) {
  const { journey, version, target, words, moves, onChange } = props
  const { t, formats } = words
  const inside = useInside(journey.id, version).data
  if (!inside) return null
  const places = placesOf(inside.steps)
  const people = places.reduce((sum, { waiting }) => sum + waiting, 0)
  if (people === 0) return <p className={classes.quiet}>{t('canvas.inside.none')}</p>
  const moved = Object.keys(moves).length > 0
  const suggested = () => Object.fromEntries(places.map(({ step, same }) => [step, same]))
  return (
    <fieldset className={classes.part}>
      <legend className={classes.title}>{t('canvas.inside.title', { people })}</legend>
      <Radio
        name="inside"
        label={t('canvas.inside.finish')}
        checked={!moved}
        onChange={() => onChange({})}
      />
      <Radio
        name="inside"
        label={t('canvas.inside.move')}
        checked={moved}
        onChange={() => onChange(suggested())}
      />
      {moved && (
        <table className={classes.map}>
          <thead>
            <tr>
              <th scope="col">{t('canvas.inside.at')}</th>
              <th scope="col">{t('canvas.inside.people')}</th>
              <th scope="col">{t('canvas.inside.to')}</th>
            </tr>
          </thead>
          <tbody>
            {places.map(({ step, waiting }) => {
              const to = step in moves ? (moves[step] ?? leaves) : stays
              const name = stepText(words, journey.definition, step)
              return (
                <tr key={step}>
                  <td>{name}</td>
                  <td>{formats.count(waiting)}</td>
                  <td>
                    <InlineSelect
                      label={t('canvas.inside.to.of', { step: name })}
                      value={to}
                      options={[
                        { value: stays, label: t('canvas.inside.stays') },
                        { value: leaves, label: t('canvas.inside.leaves') },
                        ...target.steps.map((one) => ({
                          value: one.id,
                          label: titleOf(words, { kind: one.kind, step: one }, target),
                        })),
                      ]}
                      onChange={(chosen) => {
                        const { [step]: _, ...others } = moves
                        if (chosen === stays) onChange(others)
                        else onChange({ ...others, [step]: chosen === leaves ? null : chosen })
                      }}
                    />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </fieldset>
  )
}

interface Place {
  step: string
  waiting: number
  same: string | null
}

/** People of several versions who are at steps of one name go the same way. */
function placesOf(steps: readonly Place[]): Place[] {
  const places = new Map<string, Place>()
  for (const { step, waiting, same } of steps) {
    const known = places.get(step)
    places.set(step, { step, same: known?.same ?? same, waiting: waiting + (known?.waiting ?? 0) })
  }
  return [...places.values()]
}

/** A step of an older version may be gone; then its name is all there is. */
function stepText(words: Words, definition: Definition, id: string): string {
  const step = definition.steps.find((one) => one.id === id)
  return step ? titleOf(words, { kind: step.kind, step }, definition) : id
}
